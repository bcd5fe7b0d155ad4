using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Contracts.Search;

/// <summary>Reads the pieces of a filter by descent: or over and over not over comparisons and parentheses.</summary>
internal sealed class FilterParser(List<FilterToken> tokens)
{
    private int _next;
    private int _depth;
    private int _comparisonCount;

    private FilterToken Next => tokens[_next];

    /// <summary>Reads all of it.</summary>
    public ItemFilter Read()
    {
        ItemFilter filter = Or();
        return Next.Kind == FilterTokenKind.End ? filter : throw Expected("and, or or the end");
    }

    private ItemFilter Or() => Chain("or", And, parts => new OrFilter(parts));

    private ItemFilter And() => Chain("and", Not, parts => new AndFilter(parts));

    private ItemFilter Chain(string keyword, Func<ItemFilter> read, Func<ImmutableArray<ItemFilter>, ItemFilter> join)
    {
        ItemFilter first = read();
        if (!Next.IsKeyword(keyword))
            return first;
        ImmutableArray<ItemFilter>.Builder parts = ImmutableArray.CreateBuilder<ItemFilter>();
        parts.Add(first);
        while (Take(keyword))
            parts.Add(read());
        return join(parts.ToImmutable());
    }

    private ItemFilter Not()
    {
        if (!Next.IsKeyword("not"))
            return Primary();
        Enter();
        _next++;
        NotFilter filter = new(Not());
        _depth--;
        return filter;
    }

    private ItemFilter Primary()
    {
        if (Next.IsSymbol("("))
        {
            Enter();
            _next++;
            ItemFilter inside = Or();
            TakeSymbol(")");
            _depth--;
            return inside;
        }
        if (Take("true"))
            return new AndFilter([]);
        if (Take("false"))
            return new OrFilter([]);
        return Comparison();
    }

    private ItemFilter Comparison()
    {
        FilterToken field = Next;
        if (field.Kind is not (FilterTokenKind.Word or FilterTokenKind.Quoted) || field.Kind == FilterTokenKind.Word && FilterWords.IsKeyword(field.Text))
            throw Expected("a field, not or (");
        if (field.Text.Length == 0)
            throw new FilterFault(field.Position, "a field's name, found an empty text");
        if (++_comparisonCount > FilterText.MostComparisons)
            throw new FilterFault(field.Position, $"no more comparisons: a filter has at most {FilterText.MostComparisons}");
        _next++;
        if (Take("between"))
            return Between(field.Text);
        if (Take("in"))
            return In(field.Text);
        if (Take("not"))
            return Take("in") ? new NotFilter(In(field.Text)) : throw Expected("in after not");
        if (Next.Kind != FilterTokenKind.Symbol || Next.Text is "(" or ")" or "," or "*")
            throw Expected("=, !=, <, <=, >, >=, in, not in or between");
        string comparison = tokens[_next++].Text;
        return comparison switch
        {
            "=" => new EqualsFilter(field.Text, Value(field.Text)),
            "!=" => new NotFilter(new EqualsFilter(field.Text, Value(field.Text))),
            "<" or "<=" => new RangeFilter { Field = field.Text, Max = Number(), ExcludesMax = comparison == "<" },
            _ => new RangeFilter { Field = field.Text, Min = Number(), ExcludesMin = comparison == ">" },
        };
    }

    private RangeFilter Between(string field)
    {
        double? min = Bound();
        if (!Take("and"))
            throw Expected("and, then the larger number");
        return new RangeFilter { Field = field, Min = min, Max = Bound() };
    }

    private double? Bound()
    {
        if (!Next.IsSymbol("*"))
            return Number();
        _next++;
        return null;
    }

    private InFilter In(string field)
    {
        TakeSymbol("(");
        ImmutableArray<MetadataValue>.Builder values = ImmutableArray.CreateBuilder<MetadataValue>();
        while (!Next.IsSymbol(")"))
        {
            if (values.Count > 0)
                TakeSymbol(",", "a comma or )");
            if (values.Count == FilterText.MostValues)
                throw Expected($"no more values: there are at most {FilterText.MostValues}");
            values.Add(Value(field));
        }
        _next++;
        return new InFilter(field, values.ToImmutable());
    }

    private MetadataValue Value(string field)
    {
        FilterToken token = Next;
        if (token.Kind == FilterTokenKind.Quoted)
        {
            _next++;
            return new MetadataValue(token.Text);
        }
        if (token.Kind != FilterTokenKind.Word || FilterWords.IsKeyword(token.Text) && !token.IsKeyword("true") && !token.IsKeyword("false"))
            throw Expected("a value: a number, true, false or a text (a text with spaces or signs, or that is a keyword, in quotes)");
        if (FilterWords.IsTextField(field))
        {
            _next++;
            return new MetadataValue(token.Text);
        }
        if (FilterWords.IsNumber(token.Text, out _))
            return new MetadataValue(Number());
        _next++;
        return token.IsKeyword("true") ? new MetadataValue(true) : token.IsKeyword("false") ? new MetadataValue(false) : new MetadataValue(token.Text);
    }

    private double Number()
    {
        if (Next.Kind != FilterTokenKind.Word || !FilterWords.IsNumber(Next.Text, out double number))
            throw Expected("a number");
        if (!double.IsFinite(number))
            throw Expected("a number below 1.8e308");
        _next++;
        return number;
    }

    private void Enter()
    {
        if (++_depth > FilterText.DeepestNesting)
            throw Expected($"no deeper nesting: not and ( stand in each other at most {FilterText.DeepestNesting} times");
    }

    private bool Take(string keyword)
    {
        bool isThere = Next.IsKeyword(keyword);
        _next += isThere ? 1 : 0;
        return isThere;
    }

    private void TakeSymbol(string symbol, string? expected = null)
    {
        if (!Next.IsSymbol(symbol))
            throw Expected(expected ?? symbol);
        _next++;
    }

    private FilterFault Expected(string what) => new(Next.Position, $"{what}, found {Next.Shown}");
}
