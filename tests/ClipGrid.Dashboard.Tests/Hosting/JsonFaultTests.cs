using System.Text.Json;
using ClipGrid.Dashboard.Hosting;
using ClipGrid.Dashboard.Search;
using ClipGrid.Dashboard.Training;
using Microsoft.AspNetCore.Http.Json;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Hosting;

/// <summary>What is wrong with a body, in the words of whoever wrote it.</summary>
public sealed class JsonFaultTests
{
    private static readonly JsonSerializerOptions Json = Options();

    [Theory]
    [InlineData("{", "The body is no JSON (line 1, byte 2): ")]
    [InlineData("""{"key":1}""", "\"key\" must be a text (line 1, byte 9).")]
    [InlineData("""{"keys":"a"}""", "There is no member \"keys\" (line 1, byte 9): ")]
    [InlineData("""{"dataset":"emoji"}""", "The body lacks key (line 1, byte 20).")]
    [InlineData("""{"key":null}""", "\"key\" must not be null (line 1, byte 12)")]
    [InlineData("""{"key":"a","key":"a"}""", "\"key\" stands twice (line 1, byte 21)")]
    [InlineData("[]", "The body must be an object (line 1, byte 2).")]
    public void Told_OfABody_NamesMemberAndPlace(string body, string beginning)
    {
        string told = Told<ItemBody>(body);

        Assert.StartsWith(beginning, told, StringComparison.Ordinal);
        Assert.DoesNotContain("ClipGrid.", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"stepCount":1.5}""", "\"stepCount\" must be a whole number (")]
    [InlineData("""{"mirror":1}""", "\"mirror\" must be true or false (")]
    [InlineData("""{"learningRate":"1"}""", "\"learningRate\" must be a number (")]
    [InlineData("""{"device":"tpu"}""", "\"device\" must be one of cpu, cuda (")]
    [InlineData("""{"tags":"a"}""", "\"tags\" must be a")]
    [InlineData("""{"lora":{"rank":"8"}}""", "\"lora.rank\" must be a whole number of at most 2147483647 (")]
    public void Told_OfAValue_SaysWhatItMustBe(string body, string beginning) => Assert.StartsWith(beginning, Told<SpecificationBody>(body), StringComparison.Ordinal);

    private static string Told<T>(string body) => JsonFault.Told(Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<T>(body, Json)));

    private static JsonSerializerOptions Options()
    {
        JsonOptions options = new();
        ApiJson.Configure(options);
        return options.SerializerOptions;
    }
}
