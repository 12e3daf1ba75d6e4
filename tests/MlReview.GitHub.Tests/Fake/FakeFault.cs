namespace MlReview.GitHub.Tests.Fake;

/// <summary>What can happen to one request.</summary>
internal enum FakeFault
{
    None,
    TimeoutBefore,
    TimeoutAfter,

    /// <summary>Times out, and takes effect some seconds later all the same.</summary>
    TimeoutAndLateEffect,
    BadGatewayBefore,
    BadGatewayAfter,
    SecondaryLimit,
    TooManyRequests,
    CutBefore,
    CutAfter,
}
