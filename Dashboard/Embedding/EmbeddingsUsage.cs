using System.Text.Json.Serialization;

namespace ClipGrid.Dashboard.Embedding;

/// <summary>What a request cost.</summary>
/// <param name="PromptTokens">Tokens of the input.</param>
/// <param name="TotalTokens">Tokens in all.</param>
internal sealed record EmbeddingsUsage([property: JsonPropertyName("prompt_tokens")] int PromptTokens, [property: JsonPropertyName("total_tokens")] int TotalTokens);
