namespace ClipGrid.Model.Tokenization.Files;

/// <summary>Makes a vocabulary of the parts of files, and refuses parts that could not encode every string.</summary>
internal static class VocabularyBuilder
{
    /// <summary>Checks and joins tokens (by id) and merges (by rank).</summary>
    /// <exception cref="VocabularyException">Names the file and the place.</exception>
    public static Vocabulary Build(string tokensFile, string[] tokens, string mergesFile, IReadOnlyList<MergeText> merges)
    {
        var ids = new Dictionary<string, int>(tokens.Length, StringComparer.Ordinal);
        for (int id = 0; id < tokens.Length; id++)
            if (!ids.TryAdd(tokens[id], id))
                throw new VocabularyException(tokensFile, $"token '{tokens[id]}'", $"It has the ids {ids[tokens[id]]} and {id}. Each token must stand in the file once: take the published file again.");
        CheckSpecials(tokensFile, ids);
        CheckSpelling(tokensFile, tokens);
        CheckBytes(tokensFile, ids);
        return new Vocabulary(tokens, ids, Resolve(mergesFile, merges, ids));
    }

    private static void CheckSpecials(string file, Dictionary<string, int> ids)
    {
        foreach (string special in (string[])[SpecialTokens.StartOfText, SpecialTokens.EndOfText])
            if (!ids.ContainsKey(special))
                throw new VocabularyException(file, null, $"The token {special} is missing. A CLIP vocabulary has {SpecialTokens.StartOfText} and {SpecialTokens.EndOfText}: take the files that belong to the model.");
    }

    private static void CheckSpelling(string file, string[] tokens)
    {
        foreach (string token in tokens)
        {
            foreach (char c in token)
                if (!ByteAlphabet.TryGetByte(c, out _))
                    throw new VocabularyException(file, $"token '{token}'", $"The character U+{(int)c:X4} stands for no byte. Only byte-level vocabularies can be read: take CLIP's own files.");
        }
    }

    private static void CheckBytes(string file, Dictionary<string, int> ids)
    {
        for (int b = 0; b < 256; b++)
        {
            string inside = ByteAlphabet.Character((byte)b).ToString();
            foreach (string token in (string[])[inside, inside + ByteAlphabet.EndOfWord])
                if (!ids.ContainsKey(token))
                    throw new VocabularyException(file, null, $"The token '{token}' of byte {b} is missing, so that some texts could not be encoded. A CLIP vocabulary has all 256 bytes, alone and with {ByteAlphabet.EndOfWord}: take the files that belong to the model.");
        }
    }

    private static BytePairMerge[] Resolve(string file, IReadOnlyList<MergeText> texts, Dictionary<string, int> ids)
    {
        var merges = new BytePairMerge[texts.Count];
        var places = new Dictionary<(int, int), string>(texts.Count);
        for (int rank = 0; rank < merges.Length; rank++)
        {
            (string left, string right, string place) = texts[rank];
            merges[rank] = new BytePairMerge(Id(left), Id(right), Id(left + right));
            if (!places.TryAdd((merges[rank].Left, merges[rank].Right), place))
                throw new VocabularyException(file, place, $"The merge '{left} {right}' stands already at {places[(merges[rank].Left, merges[rank].Right)]}. Delete one of the two.");

            int Id(string token) => ids.TryGetValue(token, out int id)
                ? id
                : throw new VocabularyException(file, place, $"The merge '{left} {right}' needs the token '{token}', which the vocabulary does not have. Take the merges and the vocabulary of one model.");
        }
        return merges;
    }
}
