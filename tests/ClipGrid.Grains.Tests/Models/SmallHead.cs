using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ClipGrid.Model.Classification;

namespace ClipGrid.Grains.Tests.Models;

/// <summary>Classifiers for the small models.</summary>
internal static class SmallHead
{
    /// <summary>One of three classes, another for each seed.</summary>
    public static ClassifierHead Of(int seed, params ImmutableArray<string> classes)
    {
        ImmutableArray<string> names = classes.IsDefaultOrEmpty ? ["cat", "dog", "größe \"x\""] : classes;
        Random random = new(seed);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() - 0.5f) * 10)];
        return new ClassifierHead(names, Numbers(names.Length * SmallModel.Vit.EmbedDim), Numbers(names.Length));
    }

    /// <summary>Writes a small model with a classifier.</summary>
    public static string Write(string folder, ClassifierHead head)
    {
        SmallModel.Write(folder);
        head.Save(folder);
        return folder;
    }

    /// <summary>A classifier as bytes, to compare.</summary>
    public static string Numbers(ClassifierHead head) =>
        $"{string.Join('|', head.Classes)} {Convert.ToHexString(MemoryMarshal.AsBytes(head.Weights.Span))} {Convert.ToHexString(MemoryMarshal.AsBytes(head.Biases.Span))}";
}
