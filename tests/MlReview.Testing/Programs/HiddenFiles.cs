namespace MlReview.Testing;

/// <summary>Files that every test program contains besides its own: implicit usings and the row classes tests share.</summary>
internal static class HiddenFiles
{
    public const string FrameworkUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // The rows live in a namespace of their own so that a test which declares its own House gets its own.
    public const string MlNetUsings = """
        global using Microsoft.ML;
        global using Microsoft.ML.Data;
        global using Microsoft.ML.Trainers;
        global using Microsoft.ML.Transforms;
        global using SharedRows;
        """;

    public const string Rows = """
        namespace SharedRows;

        public class House
        {
            [LoadColumn(0)] public float Size;
            [LoadColumn(1)] public float Rooms;
            [LoadColumn(2)] public string City = "";
            [LoadColumn(3)] public float Price;
            [LoadColumn(4)] public bool Label;
        }

        public class HousePrediction
        {
            [ColumnName("Score")] public float Price;
            [ColumnName("PredictedLabel")] public bool Label;
            public float Probability;
        }
        """;
}
