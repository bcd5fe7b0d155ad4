namespace ClipGrid.Dashboard.Layout;

/// <summary>Where a person's choice of light or dark is kept: in the browser.</summary>
internal static class ThemeChoice
{
    /// <summary>The cookie: <c>dark</c>, <c>light</c>, or none for what the system says.</summary>
    public const string Cookie = "clipgrid-theme";
}
