using System.Globalization;

namespace ClipGrid.Grains.Training.Advice;

/// <summary>Numbers that people would choose.</summary>
internal static class Rounding
{
    /// <summary>The greatest power of two up to a number, 2 at least.</summary>
    public static int PowerOfTwo(long number)
    {
        int power = 2;
        while (power <= number / 2 && power < 1 << 20)
            power *= 2;
        return power;
    }

    /// <summary>Two digits of a number.</summary>
    public static double TwoDigits(double number) => double.Parse(number.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
