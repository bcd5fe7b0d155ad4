namespace ClipGrid.Model.Training;

/// <summary>The scalars of one AdamW step of one parameter.</summary>
internal readonly record struct AdamWUpdate
{
    internal AdamWUpdate(AdamWOptions options, TrainedParameter parameter, long stepNumber, double learningRate, double gradientScale)
    {
        double rate = learningRate * parameter.RateFactor;
        GradientScale = (float)gradientScale;
        Keep = (float)(1 - (rate * parameter.WeightDecay));
        Beta1 = (float)options.Beta1;
        OneMinusBeta1 = (float)(1 - options.Beta1);
        Beta2 = (float)options.Beta2;
        OneMinusBeta2 = (float)(1 - options.Beta2);
        StepSize = (float)(rate / (1 - Math.Pow(options.Beta1, stepNumber)));
        SecondMomentRoot = (float)Math.Sqrt(1 - Math.Pow(options.Beta2, stepNumber));
        Epsilon = (float)options.Epsilon;
    }

    internal float GradientScale { get; }

    /// <summary>What weight decay leaves of the weight.</summary>
    internal float Keep { get; }

    internal float Beta1 { get; }

    internal float OneMinusBeta1 { get; }

    internal float Beta2 { get; }

    internal float OneMinusBeta2 { get; }

    /// <summary>The rate over the first moment's bias correction.</summary>
    internal float StepSize { get; }

    /// <summary>The root of the second moment's bias correction.</summary>
    internal float SecondMomentRoot { get; }

    internal float Epsilon { get; }
}
