using System.Text.Json;

namespace ClipGrid.Model.Configuration;

/// <summary>
/// One JSON object of a configuration. Every member must be asked for by name, as a value that is used or as one that is
/// known to change nothing; <see cref="Finish"/> refuses the rest. So a setting is never dropped in silence.
/// </summary>
internal sealed partial class ConfigSection
{
    private readonly Dictionary<string, JsonElement> _unread;
    private readonly Dictionary<string, JsonElement> _all;
    private readonly string _path;

    /// <summary>The members of <paramref name="element"/>, which must be an object.</summary>
    public ConfigSection(JsonElement element, string path, string file)
    {
        _path = path;
        File = file;
        if (element.ValueKind != JsonValueKind.Object)
            throw new ConfigurationException(file, path, element.GetRawText(), "a JSON object is expected here");
        _all = element.EnumerateObject().ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal);
        _unread = new(_all, StringComparer.Ordinal);
    }

    /// <summary>The configuration's file, for errors.</summary>
    public string File { get; }

    /// <summary>True if the member is there and not null.</summary>
    public bool Has(string name) => _all.TryGetValue(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>True if the member is there and of the given kind.</summary>
    public bool Is(string name, JsonValueKind kind) => _all.TryGetValue(name, out JsonElement value) && value.ValueKind == kind;

    /// <summary>The value as it stands, or null if it is absent or null.</summary>
    public JsonElement? Raw(string name)
    {
        _unread.Remove(name);
        return Has(name) ? _all[name] : null;
    }

    /// <summary>An inner object, or null if it is absent or null.</summary>
    public ConfigSection? Section(string name) => Raw(name) is { } value ? new ConfigSection(value, PathOf(name), File) : null;

    /// <summary>An inner object that must be there.</summary>
    public ConfigSection RequiredSection(string name) => Section(name) ?? throw Refuse(name, "this object is missing: it describes a part of the model, so the file is incomplete");

    /// <summary>The first member of <paramref name="copy"/> that is absent here or says something else, or null.</summary>
    public string? FirstConflict(ConfigSection copy) => copy._all
        .Where(m => !(_all.TryGetValue(m.Key, out JsonElement own) && JsonElement.DeepEquals(own, m.Value)))
        .Select(m => m.Key)
        .Order(StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>Accepts members that cannot change the function, whatever they say.</summary>
    public void Ignore(IEnumerable<IgnoredMember> members)
    {
        foreach (IgnoredMember member in members)
            _unread.Remove(member.Name);
    }

    /// <summary>Accepts members for a feature this network lacks, as long as they say that it is off.</summary>
    public void RequireOff(IEnumerable<UnsupportedMember> members)
    {
        foreach (UnsupportedMember member in members)
        {
            if (Raw(member.Name) is { } value && !member.OffValues.Any(off => JsonElement.DeepEquals(off, value)))
                throw Refuse(member.Name, $"{member.Feature} is not supported: only {string.Join(" or ", member.OffValues)} is; use another model, or change the value if it does not matter to this one");
        }
    }

    /// <summary>Refuses what nobody asked for.</summary>
    public void Finish()
    {
        if (_unread.Count == 0)
            return;
        string name = _unread.Keys.Order(StringComparer.Ordinal).First();
        string others = _unread.Count == 1 ? "" : $" (and {_unread.Count - 1} others: {string.Join(", ", _unread.Keys.Order(StringComparer.Ordinal).Skip(1).Take(9).Select(PathOf))})";
        throw Refuse(name, $"this setting is unknown{others}, and an unknown setting could change what the model computes; remove it if it does not");
    }

    /// <summary>The error for a member.</summary>
    public ConfigurationException Refuse(string name, string remedy) =>
        new(File, PathOf(name), _all.TryGetValue(name, out JsonElement value) ? value.GetRawText() : null, remedy);

    private string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";
}
