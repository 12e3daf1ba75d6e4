using System.Collections.Immutable;

namespace MlReview.Cli.Notebooks;

/// <summary>A code cell as it stands in its file.</summary>
/// <param name="Number">Among all cells of the notebook, 1-based.</param>
/// <param name="ExecutionCount">When it was last run; null when it was not, or the format does not say.</param>
/// <param name="Language">As the notebook names it; empty for the notebook's own.</param>
/// <param name="Offsets">For each character of the code, and its end, the byte of the file where it is written.</param>
internal sealed record NotebookCell(int Number, int? ExecutionCount, string Language, string Code, ImmutableArray<int> Offsets);

/// <summary>A notebook as it was read.</summary>
/// <param name="Language">Of cells that name none.</param>
internal sealed record NotebookContent(string Language, ImmutableArray<NotebookCell> Cells);
