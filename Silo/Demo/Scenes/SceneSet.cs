using ClipGrid.Model.Randomness;

namespace ClipGrid.Silo.Demo.Scenes;

/// <summary>
/// The scenes that a seed gives, all different: a small world that a small CLIP learns in a minute, without a download. Scene and picture
/// are a function of the seed and the scene's number. Thread-safe.
/// </summary>
internal sealed class SceneSet
{
    /// <summary>Scenes to train on: the numbers from 1.</summary>
    public const int TrainCount = 1800;

    /// <summary>Scenes held out: the numbers after those.</summary>
    public const int HeldOutCount = 200;

    /// <summary>All scenes.</summary>
    public const int Count = TrainCount + HeldOutCount;

    /// <summary>Height and width of a picture, in pixels.</summary>
    public const int Side = 64;

    private readonly Scene[] _scenes = new Scene[Count];
    private readonly CounterRandom _paint;
    private readonly SceneBrush _brush = new(Side);

    /// <summary>Draws the scenes of a seed; pictures are painted when they are asked for.</summary>
    public SceneSet(ulong seed)
    {
        CounterRandom random = new(seed);
        _paint = random.Derive(1);
        HashSet<Scene> known = [];
        RandomSequence draw = new(random.Derive(0));
        for (int index = 0; index < Count; index++)
            do
                _scenes[index] = SceneDraw.Next(index < TrainCount ? SceneSplit.Train : SceneSplit.HeldOut, ref draw);
            while (!known.Add(_scenes[index].Canonical));
    }

    /// <summary>Scene <paramref name="number"/>, 1 to <see cref="Count"/>, painted and described.</summary>
    public CaptionedScene this[int number]
    {
        get
        {
            Scene scene = _scenes[number - 1];
            return new CaptionedScene
            {
                Number = number,
                Scene = scene,
                Captions = SceneCaptions.All(scene),
                Png = _brush.Paint(scene, new RandomSequence(_paint.Derive((ulong)number))),
            };
        }
    }

    /// <summary>All scenes in the order of their numbers, painted one at a time as they are asked for.</summary>
    public IEnumerable<CaptionedScene> All() => Enumerable.Range(1, Count).Select(number => this[number]);
}
