namespace ClipGrid.Model.Training;

/// <summary>Where a trainer's items come from. Called from a thread of the trainer's, one call at a time.</summary>
public interface ITrainingData
{
    /// <summary>Number of items.</summary>
    int Count { get; }

    /// <summary>
    /// The given items, in that order, ready for the network. Must be a pure function of its arguments and the run's seed:
    /// a run that continues elsewhere asks again and must get the same bits.
    /// </summary>
    /// <param name="items">Numbers of items, 0…<see cref="Count"/>-1.</param>
    /// <param name="epoch">Which pass over the data this is, from 0: augmentation and the choice of captions may follow it.</param>
    TrainingBatch Load(ReadOnlyMemory<int> items, long epoch);
}
