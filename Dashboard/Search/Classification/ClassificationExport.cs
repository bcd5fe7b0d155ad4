using ClipGrid.Dashboard.Display;

namespace ClipGrid.Dashboard.Search.Classification;

/// <summary>A classification of a data set as files.</summary>
internal static class ClassificationExport
{
    /// <summary>An item a row.</summary>
    public static string Items(ClassificationReport report)
    {
        CsvText csv = new();
        csv.Text("key").Text("label").Text("class").Text("probability").End();
        foreach (JudgedItem item in report.Items)
            csv.Text(item.Key).Text(report.Classes[item.Actual]).Text(report.Classes[item.Predicted]).Number(item.Probability).End();
        return csv.ToString();
    }

    /// <summary>A label a row: how well it was told apart, then how often each class was given.</summary>
    public static string Classes(ClassificationReport report)
    {
        ConfusionMatrix matrix = report.Matrix();
        CsvText csv = new();
        csv.Text("label").Text("items").Text("precision").Text("recall");
        foreach (string name in report.Classes)
            csv.Text(name);
        csv.End();
        for (int actual = 0; actual < report.Classes.Length; actual++)
        {
            csv.Text(report.Classes[actual]).Number(matrix.Support(actual));
            Share(csv, matrix.Precision(actual));
            Share(csv, matrix.Recall(actual));
            for (int predicted = 0; predicted < report.Classes.Length; predicted++)
                csv.Number(matrix[actual, predicted]);
            csv.End();
        }
        return csv.ToString();
    }

    private static void Share(CsvText csv, double? share)
    {
        if (share is { } given)
            csv.Number(given);
        else
            csv.Text("");
    }
}
