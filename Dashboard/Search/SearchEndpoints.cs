using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Dashboard.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ClipGrid.Dashboard.Search;

/// <summary>Searching, classifying and ranking over HTTP.</summary>
internal static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("").WithTags("Search").TakesPictures(api).Computes();
        group.MapPost("/search", SearchAsync)
            .WithSummary("Search a data set")
            .WithDescription("By texts, pictures, items and vectors, each with a weight; exact. The data set has to be embedded under the model, or the answer is 409 with the way to do it.");
        group.MapPost("/classify", ClassifyAsync)
            .WithSummary("Classify pictures")
            .WithDescription("By class names (zero-shot), or, without classes, by the labels that the model was trained to tell apart. A picture that cannot be read has an error of its own; the others are classified.");
        group.MapPost("/rank", RankAsync)
            .WithSummary("Score texts against pictures")
            .WithDescription("Cosine similarities of every picture with every text; nothing is stored.");
    }

    private static async Task<Ok<SearchAnswer>> SearchAsync(SearchBody body, ClipGridClient grid, CancellationToken cancellationToken) =>
        TypedResults.Ok((await grid.Search.SearchAsync(body.ToRequest(), cancellationToken)).ToAnswer());

    private static async Task<Ok<ClassifyAnswer>> ClassifyAsync(ClassifyBody body, ClipGridClient grid, IOptions<ApiOptions> limits, CancellationToken cancellationToken)
    {
        ClassifyResult result = await grid.Search.ClassifyAsync(
            new ClassifyRequest
            {
                Model = ModelRef.Parse(body.Model),
                Pictures = QueryPictures.Of(body.Pictures, limits.Value.MostPictures),
                Classes = [.. body.Classes],
                Templates = [.. body.Templates],
                Top = body.Top,
            },
            cancellationToken);
        return TypedResults.Ok(new ClassifyAnswer(
            result.Model.ToString(),
            [.. result.Pictures.Select(picture => new PictureClassesAnswer([.. picture.Classes.Select(one => new ClassAnswer(one.Class, one.Probability, one.Score))], picture.Error))]));
    }

    private static async Task<Ok<RankAnswer>> RankAsync(RankBody body, ClipGridClient grid, IOptions<ApiOptions> limits, CancellationToken cancellationToken)
    {
        RankResult result = await grid.Search.RankAsync(
            new RankRequest { Model = ModelRef.Parse(body.Model), Pictures = QueryPictures.Of(body.Pictures, limits.Value.MostPictures), Texts = [.. body.Texts] },
            cancellationToken);
        return TypedResults.Ok(new RankAnswer(
            result.Model.ToString(), result.LogitScale, [.. Enumerable.Range(0, result.PictureCount).Select(row => result.Scores.Slice(row * result.TextCount, result.TextCount).ToArray())]));
    }
}
