using System.Collections.Immutable;
using System.Text.Json;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Weights;

namespace ClipGrid.Model.Classification;

/// <summary>A classifier's two files in a model folder.</summary>
internal sealed class ClassifierFiles(string folder)
{
    /// <summary>The rows and biases.</summary>
    internal const string WeightsName = "classifier.safetensors";

    /// <summary>The classes: {"format": 1, "classes": ["cat", "dog"]}.</summary>
    internal const string ClassesName = "classifier.json";

    private const string Weight = "weight";
    private const string Bias = "bias";
    private const int Format = 1;

    private string WeightsPath => Path.Combine(folder, WeightsName);

    private string ClassesPath => Path.Combine(folder, ClassesName);

    internal void Write(ClassifierHead head)
    {
        // The list comes last and is away while the weights change: a cut leaves half a classifier, never one with another's names.
        File.Delete(ClassesPath);
        SafetensorsWriter.Write(WeightsPath, new Dictionary<string, WeightTensor>
        {
            [Weight] = WeightTensor.FromFloats([head.Classes.Length, head.EmbedDim], head.Weights.Span),
            [Bias] = WeightTensor.FromFloats([head.Classes.Length], head.Biases.Span),
        });
        string draft = $"{ClassesPath}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                ConfigFile.Write(stream, json => WriteClasses(json, head.Classes));
                stream.Flush(flushToDisk: true);
            }
            File.Move(draft, ClassesPath);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    internal ClassifierHead? Read(int? embedDim)
    {
        bool hasWeights = File.Exists(WeightsPath), hasClasses = File.Exists(ClassesPath);
        if (!hasWeights && !hasClasses)
            return null;
        if (!hasWeights || !hasClasses)
            throw Refuse($"it has {(hasWeights ? WeightsName : ClassesName)} and no {(hasWeights ? ClassesName : WeightsName)}", "a classifier is both: save it again, or remove the one that is left");
        ImmutableArray<string> classes = ConfigFile.Read(ClassesPath, ReadClasses);
        using SafetensorsFile file = SafetensorsFile.Open(WeightsPath);
        WeightTensor weight = file.Tensor(Weight), bias = file.Tensor(Bias);
        RequireShapes(classes.Length, weight, bias, embedDim);
        return new ClassifierHead(classes, Finite(Weight, weight), Finite(Bias, bias));
    }

    private void RequireShapes(int classCount, WeightTensor weight, WeightTensor bias, int? embedDim)
    {
        if (weight.Shape.Length != 2 || bias.Shape.Length != 1 || !weight.Type.IsFloat() || !bias.Type.IsFloat() || weight.ElementCount == 0)
            throw Refuse(
                $"the '{Weight}' of {WeightsName} is {weight.Type} [{string.Join(", ", weight.Shape)}] and its '{Bias}' {bias.Type} [{string.Join(", ", bias.Shape)}]",
                "floats of [classes, embedding] and [classes] are expected: save the classifier again");
        if (weight.Shape[0] != classCount || bias.Shape[0] != classCount)
            throw Refuse($"{ClassesName} has {classCount} classes, but {WeightsName} has {weight.Shape[0]} rows and {bias.Shape[0]} biases", "the files are of two classifiers: save the one that is meant again");
        if (embedDim is { } expected && weight.Shape[1] != expected)
            throw Refuse($"its classifier takes embeddings of {weight.Shape[1]} numbers, but its model makes {expected}", "take the classifier that was trained with this model");
    }

    private float[] Finite(string name, WeightTensor tensor) => tensor.CountNonFinite() is > 0 and long count
        ? throw Refuse($"{count} of the {tensor.ElementCount} values of '{name}' in {WeightsName} are NaN or infinite", "save the classifier again, from an earlier checkpoint")
        : tensor.ToFloats();

    private static void WriteClasses(Utf8JsonWriter json, ImmutableArray<string> classes)
    {
        json.WriteNumber("format", Format);
        json.WriteStartArray("classes");
        foreach (string name in classes)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static ImmutableArray<string> ReadClasses(ConfigSection json)
    {
        if (json.Count("format") != Format)
            throw json.Refuse("format", $"only format {Format} is known: update ClipGrid, or save the classifier with this one");
        if (json.Raw("classes") is not { ValueKind: JsonValueKind.Array } list || list.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.String))
            throw json.Refuse("classes", "a list of texts is expected here");
        ImmutableArray<string> classes = [.. list.EnumerateArray().Select(e => e.GetString()!)];
        return ClassNames.FaultOf(classes) is { } fault ? throw json.Refuse("classes", fault) : classes;
    }

    private ModelFolderException Refuse(string problem, string remedy) => new(folder, problem, remedy);
}
