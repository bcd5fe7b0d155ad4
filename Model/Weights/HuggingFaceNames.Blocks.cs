using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ClipGrid.Model.Weights;

/// <summary>The transformer blocks, which repeat per layer and tower.</summary>
internal sealed partial class HuggingFaceNames
{
    private static readonly (string Foreign, string Canonical)[] Towers =
    [
        ("text_model.encoder.layers.", "transformer.resblocks."),
        ("vision_model.encoder.layers.", "visual.transformer.resblocks."),
    ];

    private static readonly (string Foreign, string Canonical)[] BlockParts =
    [
        ("layer_norm1.", "ln_1."),
        ("layer_norm2.", "ln_2."),
        ("mlp.fc1.", "mlp.c_fc."),
        ("mlp.fc2.", "mlp.c_proj."),
        ("self_attn.out_proj.", "attn.out_proj."),
    ];

    // The order of the thirds in in_proj.
    private static readonly string[] Thirds = ["q_proj", "k_proj", "v_proj"];

    private static void MoveBlocksToCanonical(Dictionary<string, WeightTensor> rest, Dictionary<string, WeightTensor> canonical)
    {
        foreach (string name in rest.Keys.ToArray())
        {
            foreach ((string theirs, string ours) in Towers)
            {
                Match block = BlockOf(name, theirs);
                if (!block.Success)
                    continue;
                string layer = block.Groups["layer"].Value, part = block.Groups["part"].Value, kind = block.Groups["kind"].Value;
                (string Foreign, string Canonical) pair = BlockParts.FirstOrDefault(p => p.Foreign == part);
                if (pair.Foreign is not null)
                    canonical.Add($"{ours}{layer}.{pair.Canonical}{kind}", Take(rest, name));
                else if (part == "self_attn.q_proj." && Stack(rest, $"{theirs}{layer}.self_attn.", kind) is { } stacked)
                    canonical.Add($"{ours}{layer}.attn.in_proj_{kind}", stacked);
            }
        }
    }

    private static void MoveBlocksToForeign(Dictionary<string, WeightTensor> rest, Dictionary<string, WeightTensor> foreign)
    {
        foreach (string name in rest.Keys.ToArray())
        {
            foreach ((string theirs, string ours) in Towers)
            {
                Match block = BlockOf(name, ours);
                if (!block.Success)
                    continue;
                string layer = block.Groups["layer"].Value, part = block.Groups["part"].Value, kind = block.Groups["kind"].Value;
                (string Foreign, string Canonical) pair = BlockParts.FirstOrDefault(p => p.Canonical == part);
                if (pair.Canonical is not null)
                    foreign.Add($"{theirs}{layer}.{pair.Foreign}{kind}", Take(rest, name));
                else if (part == "attn.in_proj_")
                    Split(name, Take(rest, name), $"{theirs}{layer}.self_attn.", kind, foreign);
            }
        }
    }

    // For example text_model.encoder.layers.11.self_attn.q_proj.weight or visual.transformer.resblocks.0.attn.in_proj_bias.
    private static Match BlockOf(string name, string tower) =>
        name.StartsWith(tower, StringComparison.Ordinal) ? BlockName().Match(name[tower.Length..]) : Match.Empty;

    private static WeightTensor Take(Dictionary<string, WeightTensor> from, string name)
    {
        from.Remove(name, out WeightTensor? tensor);
        return tensor!;
    }

    /// <summary>The three parts as one, or null where they do not fit together; then they stay and are reported by their own names.</summary>
    private static StackedTensor? Stack(Dictionary<string, WeightTensor> rest, string attention, string kind)
    {
        string[] names = [.. Thirds.Select(third => $"{attention}{third}.{kind}")];
        if (!names.All(rest.ContainsKey))
            return null;
        ImmutableArray<WeightTensor> parts = [.. names.Select(n => rest[n])];
        if (parts[0].Shape.IsEmpty || parts.Any(p => p.Type != parts[0].Type || !p.Shape.AsSpan().SequenceEqual(parts[0].Shape.AsSpan())))
            return null;
        foreach (string name in names)
            rest.Remove(name);
        return new StackedTensor(parts);
    }

    private static void Split(string name, WeightTensor stacked, string attention, string kind, Dictionary<string, WeightTensor> foreign)
    {
        if (stacked.Shape.IsEmpty || stacked.Shape[0] % Thirds.Length != 0)
            throw new CheckpointLayoutException($"'{name}' has shape [{string.Join(", ", stacked.Shape)}], whose first side is not queries, keys and values of one size: check the model before the export.");
        long height = stacked.Shape[0] / Thirds.Length;
        for (int i = 0; i < Thirds.Length; i++)
            foreign.Add($"{attention}{Thirds[i]}.{kind}", stacked.Rows(i * height, height));
    }

    [GeneratedRegex("^(?<layer>(0|[1-9][0-9]{0,4}))\\.(?<part>.+[._])(?<kind>weight|bias)$", RegexOptions.ExplicitCapture)]
    private static partial Regex BlockName();
}
