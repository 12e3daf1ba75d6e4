namespace MlReview.Cli.Changes;

/// <summary>A change cannot be reviewed, for a reason that the user can do something about.</summary>
/// <param name="sentence">The whole message: what, where, and what is accepted.</param>
internal sealed class ChangeException(string sentence) : Exception(sentence);
