namespace ClipGrid.Model.Tokenization.Cleaning;

/// <summary>What Windows-1252 has where Latin-1 has the control characters U+0080 to U+009F.</summary>
internal static class Windows1252
{
    // The five places that Windows-1252 leaves empty (81, 8D, 8F, 90, 9D) keep the control character.
    private const string Upper = "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>The character that was meant by the control character <paramref name="control"/>, U+0080 to U+009F.</summary>
    public static char Read(char control) => Upper[control - 0x80];
}
