using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Tokenization.Files;
using ClipGrid.Model.Tokenization.Training;
using CsCheck;
using Xunit;

namespace ClipGrid.Model.Tests.Tokenization;

public sealed class VocabularyTrainerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Train_AnyCaptions_EqualsThePlainTrainer() =>
        Gen.Select(
            Gen.OneOf(Gen.OneOf('a', 'b', ' '), Gen.OneOf('猫', '狗', '黑', 'a', ' '), Gen.Char['a', 'f']).Array[0, 40].Select(chars => new string(chars)).Array[1, 12],
            Gen.Int[2, 6],
            Gen.Long[1, 3]).Sample((captions, maxWordLength, minPairCount) =>
            {
                var counter = new WordCounter(repairsText: true, maxWordLength);
                foreach (string caption in captions)
                    counter.Add(caption);
                Vocabulary trained = VocabularyTrainer.Train(
                    captions,
                    new VocabularyTrainingOptions { Size = 560, MaxWordLength = maxWordLength, MinPairCount = minPairCount });
                return trained.Merges.Select(merge => (merge.Left, merge.Right))
                    .SequenceEqual(PlainTrainer.Learn(counter.Words(), [.. OpenAiFile.Tokens([]).Take(512)], 560 - 514, minPairCount));
            }, iter: 300);

    [Fact]
    public void Train_CaptionsInOtherOrder_GivesTheSame()
    {
        var options = new VocabularyTrainingOptions { Size = 640 };
        Vocabulary forwards = VocabularyTrainer.Train(SmallVocabulary.Captions, options, cancellationToken: Cancel);
        Vocabulary backwards = VocabularyTrainer.Train(SmallVocabulary.Captions.Reverse(), options, cancellationToken: Cancel);
        VocabularyTests.AssertSame(forwards, backwards);
    }

    [Fact]
    public void Train_Result_IsCleanedCaptionsInClipsLayout()
    {
        Vocabulary vocabulary = VocabularyTrainer.Train(["CAT&amp;CAT  cat", "ＣＡＴ"], new VocabularyTrainingOptions { Size = 516 }, cancellationToken: Cancel);
        Assert.Equal(["at</w>", "cat</w>", "<|startoftext|>", "<|endoftext|>"], Enumerable.Range(512, 4).Select(vocabulary.TokenAt));
        Assert.Equal([513], new Tokenizer(vocabulary).Encode("Cat"));
    }

    [Fact]
    public void Train_ChineseCaptions_LearnsCharactersAndWords()
    {
        string[] captions = [.. Enumerable.Range(0, 50).Select(i => $"一只{(i % 2 == 0 ? "黑猫" : "白狗")}坐在{(i % 3 == 0 ? "窗台" : "沙滩")}上看着远方的大海")];
        var tokenizer = new Tokenizer(VocabularyTrainer.Train(captions, new VocabularyTrainingOptions { Size = 700 }, cancellationToken: Cancel));
        foreach (string caption in captions)
        {
            int[] ids = tokenizer.Encode(caption);
            Assert.InRange(ids.Length, 1, 6);
            Assert.Equal(caption + " ", tokenizer.Decode(ids));
        }
        // Unseen characters fall back to bytes and survive.
        Assert.Equal("龘猫 ", tokenizer.Decode(tokenizer.Encode("龘猫")));
    }

    [Fact]
    public void Train_FewPairs_GivesASmallerVocabulary()
    {
        Vocabulary vocabulary = VocabularyTrainer.Train(["ab ab cd"], new VocabularyTrainingOptions { Size = 4096 }, cancellationToken: Cancel);
        Assert.Equal(515, vocabulary.Size);
        Assert.Equal(514, VocabularyTrainer.Train([], new VocabularyTrainingOptions { Size = 4096 }, cancellationToken: Cancel).Size);
    }

    [Fact]
    public void Train_SpelledSpecials_AreNoWords()
    {
        Vocabulary vocabulary = VocabularyTrainer.Train(["<|startoftext|> <|endoftext|>", "<|startoftext|>"], new VocabularyTrainingOptions { Size = 4096 }, cancellationToken: Cancel);
        Assert.Equal(514, vocabulary.Size);
    }

    [Fact]
    public void Train_Progress_EndsWithTheResult()
    {
        var reports = new List<VocabularyTrainingProgress>();
        Vocabulary vocabulary = VocabularyTrainer.Train(
            Enumerable.Range(0, 70_000).Select(i => $"caption {i}"),
            new VocabularyTrainingOptions { Size = 2000 },
            new Collector(reports),
            Cancel);
        Assert.Equal(new VocabularyTrainingProgress(65_536, 11, 0, 1486), reports[0]);
        Assert.Equal(new VocabularyTrainingProgress(70_000, 11, vocabulary.Merges.Length, 1486), reports[^1]);
    }

    [Fact]
    public void Train_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => VocabularyTrainer.Train(Endless(), new VocabularyTrainingOptions { Size = 600 }, cancellationToken: source.Token));

        IEnumerable<string> Endless()
        {
            for (int i = 0; ; i++)
            {
                if (i == 100)
                    source.Cancel();
                yield return "again";
            }
        }
    }

    [Fact]
    public void Train_BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => VocabularyTrainer.Train([], new VocabularyTrainingOptions { Size = 513 }, cancellationToken: Cancel));
        Assert.Throws<ArgumentOutOfRangeException>(() => VocabularyTrainer.Train([], new VocabularyTrainingOptions { Size = 514, MinPairCount = 0 }, cancellationToken: Cancel));
        Assert.Throws<ArgumentOutOfRangeException>(() => VocabularyTrainer.Train([], new VocabularyTrainingOptions { Size = 514, MaxWordLength = 1 }, cancellationToken: Cancel));
        var e = Assert.Throws<ArgumentException>(() => VocabularyTrainer.Train(["a", null!], new VocabularyTrainingOptions { Size = 514 }, cancellationToken: Cancel));
        Assert.Contains("Caption 1 is null", e.Message, StringComparison.Ordinal);
    }

    private sealed class Collector(List<VocabularyTrainingProgress> reports) : IProgress<VocabularyTrainingProgress>
    {
        public void Report(VocabularyTrainingProgress value) => reports.Add(value);
    }
}
