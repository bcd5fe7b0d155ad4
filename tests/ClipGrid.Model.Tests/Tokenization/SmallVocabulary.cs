using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Tokenization.Training;

namespace ClipGrid.Model.Tests.Tokenization;

/// <summary>A vocabulary that needs no file, trained on a few captions.</summary>
internal static class SmallVocabulary
{
    public static readonly string[] Captions =
    [
        "a photo of a cat", "a photo of the black cat's tail", "two cats and a dog", "a dog running along the beach", "the beach at night",
        "aaaaaaaa aaa aaaa ababab abab baba", "一只黑猫坐在窗台上", "一只猫和一只狗在沙滩上", "黑猫的照片", "чёрная кошка", "кошка и собака", "🐈 🐈‍⬛ 🐕",
    ];

    public static Vocabulary Create(int size = 600) => VocabularyTrainer.Train(Captions, new VocabularyTrainingOptions { Size = size, MinPairCount = 1 });
}
