namespace MlReview.Testing;

/// <summary>A verification failed; the message shows what was expected and what was found.</summary>
public sealed class VerificationException(string message) : Exception(message);
