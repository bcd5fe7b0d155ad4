using MudBlazor;

namespace ClipGrid.Dashboard.Layout;

/// <summary>Colours and letters, light and dark; every pair of text and ground has a contrast of 4.5 or more.</summary>
internal static class GridTheme
{
    private static readonly string[] Letters = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"];

    /// <summary>The theme.</summary>
    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b5cad",
            Secondary = "#8a4b00",
            Info = "#0b5cad",
            Success = "#1b6e3c",
            Warning = "#8a4b00",
            Error = "#b3261e",
            Background = "#f7f8fa",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#1c2024",
            DrawerBackground = "#ffffff",
            DrawerText = "#30363c",
            DrawerIcon = "#5a646e",
            TextPrimary = "#1c2024",
            TextSecondary = "#55606a",
            LinesDefault = "#d9dee3",
            TableLines = "#e3e7eb",
            ActionDefault = "#55606a",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#7cb8f5",
            Secondary = "#f0b26b",
            Info = "#7cb8f5",
            Success = "#7fd19b",
            Warning = "#f0b26b",
            Error = "#ff9c94",
            PrimaryContrastText = "#0d1722",
            SecondaryContrastText = "#0d1722",
            InfoContrastText = "#0d1722",
            SuccessContrastText = "#0d1722",
            WarningContrastText = "#0d1722",
            ErrorContrastText = "#0d1722",
            Background = "#12161a",
            Surface = "#1a2026",
            AppbarBackground = "#1a2026",
            AppbarText = "#e6eaee",
            DrawerBackground = "#1a2026",
            DrawerText = "#d3d9df",
            DrawerIcon = "#a3adb7",
            TextPrimary = "#e6eaee",
            TextSecondary = "#a9b4be",
            LinesDefault = "#323b44",
            TableLines = "#2a323a",
            ActionDefault = "#a9b4be",
        },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = Letters, FontSize = "0.9rem" }, Button = new ButtonTypography { TextTransform = "none", FontWeight = "600" } },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", DrawerWidthLeft = "208px" },
    };
}
