using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training.Options;

/// <summary>What of the network learns.</summary>
internal static class TowerOptions
{
    private static readonly SessionSpecification Usual = UsualSpecification.Value;
    private static readonly LoraOptions UsualLora = new();

    /// <summary>Makes them.</summary>
    public static IReadOnlyList<MemberOption> Make() =>
    [
        new ValueOption<bool>(NewOption.Flag("--lock-image", "Leave the image tower as it is."), s => s.LocksImageTower, (s, value) => s with { LocksImageTower = value }, nameof(Usual.LocksImageTower)),
        new ValueOption<bool>(NewOption.Flag("--lock-text", "Leave the text tower as it is."), s => s.LocksTextTower, (s, value) => s with { LocksTextTower = value }, nameof(Usual.LocksTextTower)),
        new ValueOption<int?>(
            NewOption.Count<int>("--lora", "Learn low-rank updates of this rank in place of full ones, 8 is usual; 0 for full ones."),
            s => s.Lora?.Rank,
            (s, value) => s with { Lora = value is null or 0 ? null : (s.Lora ?? UsualLora) with { Rank = value.Value, Alpha = 2 * value.Value } },
            Member(nameof(LoraOptions.Rank)), nameof(Usual.Lora)),
        new ValueOption<double?>(
            new("--lora-alpha") { Description = "The low-rank updates' factor times their rank. Otherwise twice the rank.", HelpName = "number" },
            s => s.Lora is { } lora && lora.Alpha != 2 * lora.Rank ? lora.Alpha : null,
            (s, value) => s with { Lora = Lora(s, "--lora-alpha") with { Alpha = value!.Value } },
            Member(nameof(LoraOptions.Alpha))),
        new ValueOption<LoraTowers>(
            Parsed.Choice<LoraTowers>("--lora-towers", "Which towers the low-rank updates are of"),
            s => s.Lora is { } lora ? lora.ImageTower ? lora.TextTower ? LoraTowers.Both : LoraTowers.Image : LoraTowers.Text : LoraTowers.Both,
            (s, value) => s with { Lora = Lora(s, "--lora-towers") with { ImageTower = value != LoraTowers.Text, TextTower = value != LoraTowers.Image } },
            Member(nameof(LoraOptions.ImageTower)), Member(nameof(LoraOptions.TextTower))),
    ];

    private static LoraOptions Lora(SessionSpecification s, string option) =>
        s.Lora ?? throw new MisuseException($"{option} is about low-rank updates: give --lora with their rank too, for example --lora 8.");

    private static string Member(string name) => $"{nameof(Usual.Lora)}.{name}";
}
