using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>Refuses null among the entries of a list: the compiler's word that there is none is not kept by the reader of JSON.</summary>
internal static class FullLists
{
    /// <summary>Watches over the lists of the API's own bodies.</summary>
    public static void Modify(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Type.Assembly != typeof(FullLists).Assembly)
            return;
        JsonPropertyInfo[] lists = [.. type.Properties.Where(property => property.Get is not null && property.PropertyType.IsAssignableTo(typeof(IEnumerable)) && property.PropertyType != typeof(string))];
        if (lists.Length > 0)
            type.OnDeserialized = read =>
            {
                foreach (JsonPropertyInfo list in lists)
                    if (list.Get!(read) is ICollection entries && entries.Cast<object?>().Contains(null))
                        throw new JsonException($"an entry of {list.Name} is null: leave it away.");
            };
    }
}
