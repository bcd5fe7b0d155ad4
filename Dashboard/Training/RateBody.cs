namespace ClipGrid.Dashboard.Training;

/// <summary>How fast to learn from now on.</summary>
/// <param name="Factor">On the specification's learning rate, above 0 to 100.</param>
internal sealed record RateBody(double Factor);
