using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Datasets.Sources.Tables;

namespace ClipGrid.Grains.Datasets.Sources.Tar;

/// <summary>The members of one key, which lie side by side: <c>a/cat.png</c>, <c>a/cat.txt</c>, <c>a/cat.json</c> have the key <c>a/cat</c>.</summary>
internal sealed class TarSample(string key, string shard, SampleRules rules)
{
    private const long LargestText = 1 << 20;
    private readonly RawSample _raw = new() { Where = key.Length == 0 ? shard : $"{shard}, {key}", Key = key };
    private readonly HashSet<string> _texts = [];
    private ReadOnlyMemory<byte> _picture;
    private bool _hasPicture;

    /// <summary>The key.</summary>
    public string Key => key;

    /// <summary>Whether it has any member that is part of a sample.</summary>
    public bool IsAny { get; private set; }

    /// <summary>Whether it has, by its members' names, a picture and something that may say what is on it.</summary>
    public bool IsWhole => _hasPicture && _texts.Count > 0;

    /// <summary>Takes a member in.</summary>
    /// <param name="extension">What follows the first dot of its name; its last part tells what it is.</param>
    /// <param name="member">The member.</param>
    /// <param name="read">Reads its body; null at damage. Not called for what is not needed.</param>
    public void Add(string extension, TarMember member, Func<byte[]?> read)
    {
        string kind = extension[(extension.LastIndexOf('.') + 1)..].ToLowerInvariant();
        bool isPicture = PictureNames.IsRead(kind);
        bool isText = kind is "txt" or "caption" or "json" or "cls";
        if (!isPicture && !isText && !PictureNames.IsUnread(kind))
            return;
        IsAny = true;
        string name = GridName.Shown(member.Name);
        if (member.Kind is TarKind.Link or TarKind.Special)
            _raw.Fail(RefusalReason.UnsafePath, $"{name} is a {(member.Kind == TarKind.Link ? "link" : "pipe or device")}: only files are read.");
        else if (member.Kind == TarKind.Foreign)
            _raw.Fail(RefusalReason.Malformed, $"{name} is stored in a way that is not read, a sparse file for example: pack it as a plain file.");
        else if (isPicture && _hasPicture || isText && !_texts.Add(kind))
            _raw.Fail(RefusalReason.Malformed, $"{name} is the second {(isPicture ? "picture" : "." + kind)} of its key (a key ends at the first dot): give each picture a key of its own.");
        else if (isPicture)
            AddPicture(name, member, read);
        else if (isText)
            AddText(kind, name, member, read);
        else
            _raw.Fail(RefusalReason.UnsupportedFormat, $"{name} is a picture of a format that is not read: use JPEG, PNG, WebP, GIF or BMP.");
    }

    /// <summary>Notes damage, which outweighs everything else.</summary>
    public void Break(string damage)
    {
        IsAny = true;
        _raw.Problem = new SampleProblem(RefusalReason.DamagedSource, damage);
    }

    /// <summary>The sample.</summary>
    public SourceSample Finish()
    {
        if (!_hasPicture)
            _raw.Fail(RefusalReason.NoPicture, "There is no picture for this key beside its other members.");
        SourceSample sample = rules.Judge(_raw);
        return sample.Refusal is null ? sample with { Picture = _picture } : sample;
    }

    private void AddPicture(string name, TarMember member, Func<byte[]?> read)
    {
        _hasPicture = true;
        if (member.Size > rules.MaxPictureBytes)
            _raw.Fail(RefusalReason.TooLarge, $"{name} has {member.Size} bytes: at most {rules.MaxPictureBytes} are taken in.");
        else if (member.Size == 0)
            _raw.Fail(RefusalReason.NoPicture, $"{name} has 0 bytes.");
        else if (_raw.Problem is null)
            _picture = read();
    }

    private void AddText(string kind, string name, TarMember member, Func<byte[]?> read)
    {
        if (member.Size > LargestText)
            _raw.Fail(RefusalReason.TooLarge, $"{name} has {member.Size} bytes: at most {LargestText} are taken in.");
        else if (_raw.Problem is null && read() is { } bytes)
            AddText(kind, name, TarHeader.Text(bytes)?.TrimStart('\uFEFF'));
    }

    private void AddText(string kind, string name, string? text)
    {
        if (text is null)
            _raw.Fail(RefusalReason.Malformed, $"{name} is not valid UTF-8.");
        else if (kind == "json")
            JsonSample.Read(text, _raw, isWhole: false);
        else if (kind != "cls")
            _raw.Captions.Add(text);
        else if (rules.NameLabel(text, out string? label) is { } problem)
            _raw.Problem ??= problem;
        else
            _raw.Label = label;
    }
}
