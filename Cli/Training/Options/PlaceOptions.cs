using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training.Options;

/// <summary>Where and when it trains, and what people call it.</summary>
internal static class PlaceOptions
{
    private static readonly SessionSpecification Usual = UsualSpecification.Value;

    /// <summary>Makes them.</summary>
    public static IReadOnlyList<MemberOption> Make() =>
    [
        new ValueOption<int>(NewOption.Count("--priority", "Place in the queue, -100 to 100; higher comes first.", Usual.Priority, "number"), s => s.Priority, (s, value) => s with { Priority = value }, nameof(Usual.Priority)),
        new ValueOption<DeviceKind?>(Parsed.OptionalChoice<DeviceKind>("--device", "The kind of device that it needs, otherwise any"), s => s.Device, (s, value) => s with { Device = value }, nameof(Usual.Device)),
        new ValueOption<string[]>(NewOption.Texts("--tag", "A word to find it by; may be given several times.", "word"), s => [.. s.Tags], (s, value) => s with { Tags = [.. value] }, nameof(Usual.Tags)),
        new ValueOption<string?>(NewOption.Text("--note", "A note for people.", "text"), s => s.Note, (s, value) => s with { Note = value }, nameof(Usual.Note)),
    ];
}
