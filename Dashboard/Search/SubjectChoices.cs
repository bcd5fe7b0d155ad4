using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;
using ClipGrid.Dashboard.Display;

namespace ClipGrid.Dashboard.Search;

/// <summary>The data sets and models that there are, and which of them go together: those that are embedded.</summary>
public sealed class SubjectChoices
{
    private readonly IReadOnlyList<DatasetInfo> _datasets;
    private readonly IReadOnlyList<ModelInfo> _models;
    private readonly IReadOnlyList<EmbeddingSetId> _embedded;

    /// <summary>What there is.</summary>
    public SubjectChoices(IReadOnlyList<DatasetInfo> datasets, IReadOnlyList<ModelInfo> models, IReadOnlyList<EmbeddingSetId> embedded)
    {
        _datasets = [.. datasets.Where(dataset => !dataset.Versions.IsEmpty)];
        _models = [.. models.Where(model => !model.Versions.IsEmpty)];
        _embedded = embedded;
        Datasets = [.. _datasets.SelectMany(Of)];
        Models = [.. _models.SelectMany(Of)];
    }

    /// <summary>Data sets, the latest version of each first.</summary>
    public IReadOnlyList<Choice> Datasets { get; }

    /// <summary>Models, the latest version of each first, then aliases, then versions.</summary>
    public IReadOnlyList<Choice> Models { get; }

    /// <summary>Whether there is something to ask and something to ask with.</summary>
    public bool AreEnough => Datasets.Count > 0 && Models.Count > 0;

    /// <summary>Asks the grid what there is.</summary>
    public static async Task<SubjectChoices> LoadAsync(ClipGridClient grid, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grid);
        List<DatasetInfo> datasets = [];
        await foreach (DatasetInfo dataset in grid.Datasets.ListAsync(cancellationToken: cancellationToken))
            datasets.Add(dataset);
        List<ModelInfo> models = [];
        await foreach (ModelInfo model in grid.Models.ListAsync(cancellationToken: cancellationToken))
            models.Add(model);
        List<EmbeddingSetId> embedded = [];
        await foreach (EmbeddingSetId set in grid.Embeddings.ListAsync(cancellationToken: cancellationToken))
            embedded.Add(set);
        return new SubjectChoices(datasets, models, embedded);
    }

    /// <summary>
    /// The data set to take where the address names none: one that is embedded under the model, if one is named.
    /// </summary>
    public string Dataset(string dataset, string model)
    {
        if (dataset.Length > 0)
            return dataset;
        string? name = ModelRef.TryParse(model, null, out ModelRef asked) ? asked.Name.Value : null;
        EmbeddingSetId? set = _embedded.Where(set => (name is null || set.Model.Name.Value == name) && Knows(set)).Select(set => (EmbeddingSetId?)set).FirstOrDefault();
        return set?.Dataset.Value ?? FirstOf(Datasets);
    }

    /// <summary>The model to take where the address names none: the latest of one that the data set is embedded under, or that version.</summary>
    public string Model(string dataset, string model)
    {
        if (model.Length > 0)
            return model;
        if (!DatasetRef.TryParse(dataset, null, out DatasetRef asked))
            return FirstOf(Models);
        int version = asked.Version ?? _datasets.FirstOrDefault(info => info.Name == asked.Name)?.Versions[^1].Version ?? 0;
        EmbeddingSetId[] sets = [.. _embedded.Where(set => set.Dataset == asked.Name && set.Version == version && Knows(set))];
        if (sets.Any(set => IsLatest(set.Model)))
            return sets.First(set => IsLatest(set.Model)).Model.Name.Value;
        return sets.Length > 0 ? sets[0].Model.Short : FirstOf(Models);
    }

    /// <summary>Some choices and, if it is none of them, what an address names.</summary>
    public static IEnumerable<Choice> With(IReadOnlyList<Choice> choices, string value) =>
        value.Length == 0 || choices.Any(choice => choice.Value == value) ? choices : choices.Append(new Choice(value, Shown.Short(value, 80)));

    private static string FirstOf(IReadOnlyList<Choice> choices) => choices is [Choice first, ..] ? first.Value : "";

    private bool Knows(EmbeddingSetId set) =>
        _models.Any(model => model.Name == set.Model.Name && model.Versions.Any(version => version.Id == set.Model))
        && _datasets.Any(dataset => dataset.Name == set.Dataset && dataset.Versions.Any(version => version.Version == set.Version));

    private bool IsLatest(ModelVersionId id) =>
        _models.Any(model => model.Name == id.Name && model.Aliases.Any(alias => alias.Name == "latest" && alias.Target == id));

    private static IEnumerable<Choice> Of(DatasetInfo dataset)
    {
        string name = dataset.Name.Value;
        yield return new Choice(name, $"{name} ({Shown.Count(dataset.Versions[^1].ItemCount, "item")})");
        if (dataset.Versions.Length > 1)
            foreach (DatasetVersionInfo version in dataset.Versions.Reverse())
                yield return new Choice($"{name}@{version.Version}", $"{name}@{version.Version} ({Shown.Count(version.ItemCount, "item")})");
    }

    private static IEnumerable<Choice> Of(ModelInfo model)
    {
        string name = model.Name.Value;
        yield return new Choice(name, $"{name} (latest)");
        foreach (AliasInfo alias in model.Aliases.Where(alias => alias.Name != "latest"))
            yield return new Choice($"{name}@{alias.Name}", $"{name}@{alias.Name}");
        if (model.Versions.Length > 1)
            foreach (ModelVersionInfo version in model.Versions.Reverse())
                yield return new Choice(version.Id.Short, version.Id.Short);
    }
}
