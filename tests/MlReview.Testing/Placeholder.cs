namespace MlReview.Testing;
internal static class Placeholder;
