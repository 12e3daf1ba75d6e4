using System.Collections.Immutable;

namespace MlReview.Analyzers.Libraries;

/// <summary>Numbers that need no explanation where values are shifted and divided: units, calendars, pixels, and the published means and deviations of image sets.</summary>
internal static class WellKnownNumbers
{
    private static readonly ImmutableHashSet<double> s_numbers = ImmutableHashSet.Create(
        // Ranges of pixels and bytes.
        255, 127.5, 127, 128, 0.5,

        // ImageNet, as fractions and as pixels; CIFAR-10; MNIST; CLIP.
        0.485, 0.456, 0.406, 0.229, 0.224, 0.225, 123.675, 116.28, 103.53, 58.395, 57.12, 57.375, 123.68, 116.779, 103.939,
        0.4914, 0.4822, 0.4465, 0.2023, 0.1994, 0.2010, 0.247, 0.2435, 0.2616, 0.1307, 0.3081,
        0.48145466, 0.4578275, 0.40821073, 0.26862954, 0.26130258, 0.27577711,

        // Temperatures, lengths, masses.
        273.15, 32, 1.8, 5, 9, 2.54, 0.3048, 1.609344, 1.60934, 1.609, 0.45359237, 0.453592, 28.3495,

        // Times, dates, angles.
        3, 6, 7, 12, 24, 30, 31, 52, 60, 90, 180, 360, 365, 365.25, 1440, 3600, 86400, 30.44, 30.4375, 57.29578, 57.2957795,
        3.14, 3.1416, 3.14159, 3.1415927, 3.14159265, 6.28, 6.2832, 6.2831853);

    /// <summary>Whether a number explains itself; powers of two and of ten always do.</summary>
    public static bool Contains(double number)
    {
        var size = Math.Abs(number);
        if (size is 0 or 1 || s_numbers.Any(known => Math.Abs(known - size) <= 1e-6 * known))
            return true;
        return IsWhole(Math.Log(size, 2)) || IsWhole(Math.Log10(size));
    }

    private static bool IsWhole(double number) => Math.Abs(number - Math.Round(number)) < 1e-6;
}
