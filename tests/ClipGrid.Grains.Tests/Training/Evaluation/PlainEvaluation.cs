using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Training.Data;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Evaluation;

namespace ClipGrid.Grains.Tests.Training.Evaluation;

/// <summary>An evaluation as one would write it in one process: embed each partition, then rank all of it.</summary>
internal sealed class PlainEvaluation : IDisposable
{
    private readonly BatchEmbedder _embedder;
    private readonly List<(ItemInfo Item, float[] Vector)> _pictures = [];
    private readonly List<(string Text, float[] Vector, int Picture)> _captions = [];

    public PlainEvaluation(string folder, SessionPlan plan, TestDataset dataset)
    {
        _embedder = BatchEmbedder.Load(folder);
        Dictionary<string, float[]> known = [];
        foreach (PlannedPartition partition in plan.HeldOut)
        {
            ItemInfo[] all = [.. dataset.Items.Select(item => item.Info).Where(item => item.Partition == partition.Id)];
            ItemInfo[] items = [.. partition.Rows.SelectMany(range => all.Skip(range.Start).Take(range.Count))];
            float[][] pictures = Rows(_embedder.EmbedPictures([.. items.Select(item => new ReadOnlyMemory<byte>(TestDataset.Picture(int.Parse(item.Key[5..]))))]));
            string[][] texts = [.. items.Select(item => item.Captions.IsEmpty ? [$"a photo of a {item.Label}"] : item.Captions.ToArray())];
            string[] different = [.. texts.SelectMany(text => text).Distinct()];
            foreach ((string text, float[] vector) in different.Zip(Rows(_embedder.EmbedTexts(different))))
                known.TryAdd(text, vector);
            foreach ((int i, ItemInfo item) in items.Index())
            {
                _captions.AddRange(texts[i].Select(text => (text, known[text], _pictures.Count)));
                _pictures.Add((item, pictures[i]));
            }
        }
    }

    public IReadOnlyList<ItemInfo> Items => [.. _pictures.Select(picture => picture.Item)];

    public RetrievalReport Retrieval() => RetrievalReport.Evaluate(new RetrievalRequest
    {
        Pictures = EmbeddingMatrix.FromRows([.. _pictures.Select(picture => new ReadOnlyMemory<float>(picture.Vector))]),
        Captions = EmbeddingMatrix.FromRows([.. _captions.Select(caption => new ReadOnlyMemory<float>(caption.Vector))]),
        PictureOfCaption = [.. _captions.Select(caption => caption.Picture)],
    });

    /// <summary>The place of each picture's own class in the order of its scores, from 0.</summary>
    public int[] RanksOf(Func<float[], float[]> scores, IReadOnlyList<string> classes) =>
        [.. _pictures.Select(picture =>
        {
            float[] logits = scores(picture.Vector);
            float own = logits[classes.ToList().IndexOf(picture.Item.Label!)];
            return logits.Count(logit => logit > own);
        })];

    /// <summary>What sets the first picture of a class apart from all, or null.</summary>
    public float[]? Example(string label) => _pictures.Find(picture => picture.Item.Label == label) is { Vector: { } vector }
        ? [.. vector.Select((value, d) => value - _pictures.Average(picture => picture.Vector[d]))]
        : null;

    public float[][] Texts(IReadOnlyList<string> texts) => Rows(_embedder.EmbedTexts(texts));

    public void Dispose() => _embedder.Dispose();

    private float[][] Rows(float[] vectors) => [.. vectors.Chunk(_embedder.Dimension)];
}
