using System.Collections.Immutable;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Grains.Search;

/// <summary>Refuses requests that cannot be answered, before anything is asked for.</summary>
internal static class SearchCheck
{
    private const int MostTerms = 32;
    private const int MostHits = 1000;
    private const int MostInputs = 256;
    private const int MostTemplates = 100;
    private const int DeepestCollapsed = 1000;

    /// <summary>Checks a search.</summary>
    /// <exception cref="GridException">Invalid: the member, its value, and what it may be.</exception>
    public static void Check(SearchRequest request)
    {
        Require(request.Top is >= 1 and <= MostHits, $"Top is {request.Top}: ask for 1 to {MostHits} hits; for more, ask again with Skip.");
        Require(request.Skip >= 0, $"Skip is {request.Skip}: pass over 0 or more hits.");
        Require((long)request.Skip + request.Top <= SearchRequest.DeepestHit, $"Skip {request.Skip} and Top {request.Top} reach beyond hit {SearchRequest.DeepestHit}: narrow the search with a filter or a lowest score.");
        Require(request.MinScore is not { } min || min is >= -1 and <= 1, $"MinScore is {request.MinScore}: cosine similarities are numbers from -1 to 1.");
        Require(request.CollapseAbove is not { } above || above is > 0 and <= 1, $"CollapseAbove is {request.CollapseAbove}: use a cosine similarity above 0 up to 1, for example 0.95, or leave it out.");
        Require(request.CollapseAbove is null || request.Skip + request.Top <= DeepestCollapsed, $"Skip {request.Skip} and Top {request.Top} reach beyond hit {DeepestCollapsed}, the deepest where near duplicates are collapsed: leave CollapseAbove out.");
        Require(request.PartitionTimeout >= TimeSpan.FromMilliseconds(10) && request.PartitionTimeout <= TimeSpan.FromMinutes(1), $"PartitionTimeout is {request.PartitionTimeout}: use 10 ms to 60 s.");
        Require(Enum.IsDefined(request.Target), $"Target is {request.Target}: use Pictures or Captions.");
        Require(!request.Terms.IsDefault && request.Terms.Length is >= 1 and <= MostTerms, $"The query has {(request.Terms.IsDefault ? 0 : request.Terms.Length)} terms: use 1 to {MostTerms}.");
        for (int i = 0; i < request.Terms.Length; i++)
            Check(request.Terms[i], i + 1);
        FilterCheck.Check(request.Filter);
    }

    /// <summary>Checks a classification.</summary>
    /// <exception cref="GridException">Invalid.</exception>
    public static void Check(ClassifyRequest request)
    {
        CheckPictures(request.Pictures);
        Require(!request.Classes.IsDefault && request.Classes.Length <= MostHits, $"{(request.Classes.IsDefault ? 0 : request.Classes.Length)} classes are given: give 1 to {MostHits}, or none to take the labels that the model was trained to tell apart.");
        Require(!request.Templates.IsDefault && request.Templates.Length is >= 1 and <= MostTemplates, $"{(request.Templates.IsDefault ? 0 : request.Templates.Length)} templates are given: give 1 to {MostTemplates}, for example \"a photo of a {{}}\".");
        Require(request.Top is >= 1 and <= MostHits, $"Top is {request.Top}: ask for 1 to {MostHits} classes.");
        Require(request.Classes.All(name => name is not null) && request.Templates.All(template => template is not null), "A class or template is null: give each a text.");
    }

    /// <summary>Checks a ranking.</summary>
    /// <exception cref="GridException">Invalid.</exception>
    public static void Check(RankRequest request)
    {
        CheckPictures(request.Pictures);
        Require(!request.Texts.IsDefault && request.Texts.Length is >= 1 and <= MostInputs, $"{(request.Texts.IsDefault ? 0 : request.Texts.Length)} texts are given: give 1 to {MostInputs}.");
        Require(request.Texts.All(text => text is not null), "A text is null: give each some words.");
    }

    private static void Check(SearchTerm term, int number)
    {
        Require(term is not null, $"Term {number} is null: leave it out.");
        int kindCount = (term!.Text is null ? 0 : 1) + (term.Picture is null ? 0 : 1) + (term.Vector.IsEmpty ? 0 : 1);
        Require(kindCount == 1, $"Term {number} has {kindCount} of text, picture and vector: give exactly one, and other ones as terms of their own.");
        Require(double.IsFinite(term.Weight) && term.Weight != 0, $"The weight of term {number} is {term.Weight}: use a finite number that is not 0; a negative one leads away from the term.");
        Require(term.Text is null || !string.IsNullOrWhiteSpace(term.Text), $"The text of term {number} is empty: say what to look for.");
        if (term.Picture is { } picture)
            CheckPicture(picture, $"The picture of term {number}", needsDataset: false);
    }

    private static void CheckPictures(ImmutableArray<PictureInput> pictures)
    {
        Require(!pictures.IsDefault && pictures.Length is >= 1 and <= MostInputs, $"{(pictures.IsDefault ? 0 : pictures.Length)} pictures are given: give 1 to {MostInputs}.");
        for (int i = 0; i < pictures.Length; i++)
        {
            Require(pictures[i] is not null, $"Picture {i + 1} is null: leave it out.");
            CheckPicture(pictures[i], $"Picture {i + 1}", needsDataset: true);
        }
    }

    private static void CheckPicture(PictureInput picture, string what, bool needsDataset)
    {
        int kindCount = (picture.Bytes.IsEmpty ? 0 : 1) + (picture.Transfer is null ? 0 : 1) + (picture.ItemKey is null ? 0 : 1);
        Require(kindCount == 1, $"{what} has {kindCount} of a file, a transfer and an item: give exactly one.");
        Require(picture.Dataset is null || picture.ItemKey is not null, $"{what} names a data set without an item: give the item's key.");
        Require(!needsDataset || picture.ItemKey is null || picture.Dataset is not null, $"{what} names an item without a data set: say which one it is of.");
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
            throw new GridException(GridProblem.Invalid, message);
    }
}
