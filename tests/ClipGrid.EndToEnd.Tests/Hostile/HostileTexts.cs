namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>Texts that have broken programs before, wherever a text may stand.</summary>
internal static class HostileTexts
{
    /// <summary>Begins a line of the log if somebody's text could end the one before.</summary>
    public const string ForgedLine = "FORGED-LINE";

    private static readonly string[] Plain =
    [
        "", " ", "\0", "a\0b", "..", "../..", "../../guarded/secret.txt", "..\\..\\x", "/etc/passwd", "C:\\x", "con", "nul.txt", ".", "-", "--help", "~", "*", "?", "%", "%00", "%2e%2e%2f", "%s%n", "${x}", "{{7*7}}",
        "a/b", "a//b", "/a", "a/", "a@b@c", "@", "a@", "@1", "a@0", "a@-1", "a@99999999999999999999", "a@latest", "demo@champion", "demo@0000", "emoji@1", "emoji@2",
        "NaN", "-0", "1e999", "2147483648", "-9223372036854775808", "0x10", "true", "null", "undefined", "[]", "{}", "\"", "'", "`", "<script>alert(1)</script>", "' OR 1=1 --", "=cmd|'/C calc'!A0",
        $"a\r\n{ForgedLine}: b", $"a\n{ForgedLine}", $"a\r{ForgedLine}", $"\u001b[2J\u001b[31m{ForgedLine}", $"a\u2028{ForgedLine}", $"a\u0085{ForgedLine}", "\u202Egnp.exe", "\uFEFFa", "a\u0301", "ß", "İ", "ﬀ", "日本", "😀", "\uD83D", "\uDE00\uD83D",
        "data:image/png;base64,", "data:image/png;base64,AAAA", "data:text/html;base64,PHNjcmlwdD4=", "data:image/svg+xml;base64,PHN2Zy8+", "data:,", "data:image/png,%00", "cgk_x", "label = 'a'", "label != flags AND", "((((((((((", "label in (", "label ~ /(a+)+$/",
        "<|startoftext|>", "<|endoftext|>", "&amp;amp;lt;",
    ];

    /// <summary>One of them; more often than not a short one.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="listenerPort">Of a server that must never be talked to.</param>
    public static string Pick(Random random, int listenerPort) => random.Next(20) switch
    {
        0 => new string((char)random.Next(32, 0x2FF), random.Next(1, 5_000)),
        1 => new string([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => (char)random.Next(0x10000))]),
        2 => Url(random, listenerPort),
        3 => $"{random.Next(int.MinValue, int.MaxValue)}",
        4 => Plain[random.Next(Plain.Length)] + Plain[random.Next(Plain.Length)],
        _ => Plain[random.Next(Plain.Length)],
    };

    /// <summary>An address that a careless reader would fetch.</summary>
    public static string Url(Random random, int listenerPort)
    {
        string[] urls =
        [
            $"http://127.0.0.1:{listenerPort}/a.png", $"https://127.0.0.1:{listenerPort}/a.png", $"ftp://127.0.0.1:{listenerPort}/a.png", $"//127.0.0.1:{listenerPort}/a.png", $"\\\\127.0.0.1@{listenerPort}\\a.png",
            $"http://localhost:{listenerPort}/model", $"http://[::ffff:127.0.0.1]:{listenerPort}/", "file:///etc/passwd", $"http://2130706433:{listenerPort}/", $"gopher://127.0.0.1:{listenerPort}/_x", $"hf://127.0.0.1:{listenerPort}/a",
        ];
        return urls[random.Next(urls.Length)];
    }
}
