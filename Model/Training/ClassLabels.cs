namespace ClipGrid.Model.Training;

/// <summary>The classes of a run's items.</summary>
internal static class ClassLabels
{
    /// <exception cref="ArgumentException">A label is none of the classes; the message names the item.</exception>
    internal static void Check(IReadOnlyList<int> labels, int classCount, Func<int, string> nameOf)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        for (int item = 0; item < labels.Count; item++)
            if ((uint)labels[item] >= (uint)classCount)
                throw new ArgumentException($"{nameOf(item)} has label {labels[item]}, and the classes are numbered 0 to {classCount - 1}: correct the label, or leave the item out.", nameof(labels));
    }
}
