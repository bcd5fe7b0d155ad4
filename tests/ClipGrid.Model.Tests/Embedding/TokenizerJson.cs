using System.Text.Json;
using ClipGrid.Model.Tokenization;

namespace ClipGrid.Model.Tests.Embedding;

/// <summary>Writes a vocabulary in the form of Hugging Face's <c>tokenizer.json</c>, which the product only reads.</summary>
internal static class TokenizerJson
{
    internal static void Write(string path, Vocabulary vocabulary)
    {
        using FileStream stream = File.Create(path);
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        json.WriteString("end_of_word_suffix", "</w>");
        json.WriteString("continuing_subword_prefix", "");
        json.WriteStartObject("vocab");
        for (int id = 0; id < vocabulary.Size; id++)
            json.WriteNumber(vocabulary.TokenAt(id), id);
        json.WriteEndObject();
        json.WriteStartArray("merges");
        foreach (BytePairMerge merge in vocabulary.Merges)
            json.WriteStringValue($"{vocabulary.TokenAt(merge.Left)} {vocabulary.TokenAt(merge.Right)}");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
