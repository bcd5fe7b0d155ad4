using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training.Options;

/// <summary>Which pictures are shown, and how.</summary>
internal static class DataOptions
{
    private static readonly SessionSpecification Usual = UsualSpecification.Value;

    /// <summary>Makes them.</summary>
    public static IReadOnlyList<MemberOption> Make() =>
    [
        new ValueOption<ItemFilter?>(Parsed.Filter("Train on these items only, for example: label = cat and year >= 2000."), s => s.Filter, (s, value) => s with { Filter = value }, nameof(Usual.Filter)),
        new ValueOption<double>(NewOption.Number("--crop", "Smallest share of a picture that a random crop shows; 1 crops nothing.", Usual.CropMinScale), s => s.CropMinScale, (s, value) => s with { CropMinScale = value }, nameof(Usual.CropMinScale)),
        new ValueOption<bool>(NewOption.Flag("--mirror", "Mirror half of the pictures; wrong where captions know left and right."), s => s.Mirrors, (s, value) => s with { Mirrors = value }, nameof(Usual.Mirrors)),
        new ValueOption<string>(
            new("--template") { Description = "Text for an item with a label and no caption, {} for the label.", HelpName = "text", DefaultValueFactory = _ => Usual.LabelTemplate },
            s => s.LabelTemplate, (s, value) => s with { LabelTemplate = value }, nameof(Usual.LabelTemplate)),
        new ValueOption<bool>(NewOption.Flag("--spare-same-label", "Items of one label do not count as each other's negatives."), s => s.SparesSameLabel, (s, value) => s with { SparesSameLabel = value }, nameof(Usual.SparesSameLabel)),
    ];
}
