using System.Collections.Immutable;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Advice;

/// <summary>A specification that is chosen step by step, each with its reason.</summary>
internal sealed class SessionDraft(SessionSpecification specification)
{
    private readonly ImmutableArray<string>.Builder _reasons = ImmutableArray.CreateBuilder<string>();

    /// <summary>The specification so far.</summary>
    public SessionSpecification Specification { get; private set; } = specification;

    /// <summary>A sentence for each choice so far.</summary>
    public ImmutableArray<string> Reasons => _reasons.ToImmutable();

    /// <summary>Chooses something, and says why.</summary>
    public void Choose(Func<SessionSpecification, SessionSpecification> change, FormattableString reason)
    {
        Specification = change(Specification);
        _reasons.Add(FormattableString.Invariant(reason));
    }
}
