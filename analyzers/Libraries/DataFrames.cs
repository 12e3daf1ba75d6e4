namespace MlReview.Analyzers.Libraries;

/// <summary>
/// <c>Microsoft.Data.Analysis</c>: frames as row sources, and what is computed over their columns. A column, the rows and the columns of a
/// frame stand for the frame itself: a mean of a column is learned from the frame's rows, and what is put into a column is put into them.
/// </summary>
/// <remarks>
/// Words: <c>mutable</c> = each load has rows of its own, which may be written to; <c>inPlace=x</c> = argument x says that the frame itself
/// changes; <c>writes</c> = it always does; <c>some=x</c> = argument x leaves some of the rows out; <c>cell=x</c> = argument x takes a single cell.
/// </remarks>
internal static class DataFrames
{
    public const string Table = """
        Microsoft.Data.Analysis.DataFrame LoadCsv LoadsData path=filename count=numRows mutable
        Microsoft.Data.Analysis.DataFrame LoadCsvFromString LoadsData mutable
        Microsoft.Data.Analysis.DataFrame LoadFrom LoadsData mutable
        Microsoft.ML.IDataViewExtensions ToDataFrame TakesRows data=dataView count=maxRows
        Microsoft.Data.Analysis.DataFrame .ctor JoinsColumns data=columns
        Microsoft.Data.Analysis.DataFrame Merge JoinsColumns data=this other=other
        Microsoft.Data.Analysis.DataFrame Join JoinsColumns data=this other=other
        Microsoft.Data.Analysis.DataFrame Rows Keeps data=this
        Microsoft.Data.Analysis.DataFrame Columns Keeps data=this
        Microsoft.Data.Analysis.DataFrame this[] TakesColumn data=this function=rowFilter indices=rowIndices cell=rowIndex
        Microsoft.Data.Analysis.DataFrameColumnCollection this[] TakesColumn data=this
        Microsoft.Data.Analysis.DataFrameRow this[] TakesColumn data=this
        Microsoft.Data.Analysis.DataFrameColumn this[] TakesColumn data=this cell=rowIndex
        Microsoft.Data.Analysis.PrimitiveDataFrameColumn`1 this[] TakesColumn data=this cell=rowIndex
        Microsoft.Data.Analysis.DataFrame Filter FiltersRows data=this function=filter indices=rowIndices
        Microsoft.Data.Analysis.DataFrame DropNulls FiltersRows data=this
        Microsoft.Data.Analysis.DataFrame Head TakesRows data=this count=numberOfRows
        Microsoft.Data.Analysis.DataFrame Tail TakesLastRows data=this count=numberOfRows
        Microsoft.Data.Analysis.DataFrame Sample Shuffles data=this unseedable count=numberOfRows
        Microsoft.Data.Analysis.DataFrame OrderBy Orders data=this
        Microsoft.Data.Analysis.DataFrame OrderByDescending Orders data=this
        Microsoft.Data.Analysis.DataFrame Clone Copies data=this
        Microsoft.Data.Analysis.DataFrame Description Aggregates data=this
        Microsoft.Data.Analysis.DataFrame GroupBy Groups data=this
        Microsoft.Data.Analysis.DataFrame Add MapsColumns data=this inPlace=inPlace
        Microsoft.Data.Analysis.DataFrame Subtract MapsColumns data=this inPlace=inPlace
        Microsoft.Data.Analysis.DataFrame Multiply MapsColumns data=this inPlace=inPlace
        Microsoft.Data.Analysis.DataFrame Divide MapsColumns data=this inPlace=inPlace
        Microsoft.Data.Analysis.DataFrame Modulo MapsColumns data=this inPlace=inPlace
        Microsoft.Data.Analysis.DataFrame Clamp MapsColumns data=this inPlace=inPlace
        Microsoft.Data.Analysis.DataFrame FillNulls MapsColumns data=this inPlace=inPlace

        Microsoft.Data.Analysis.DataFrameColumn Mean Aggregates data=this
        Microsoft.Data.Analysis.DataFrameColumn Median Aggregates data=this
        Microsoft.Data.Analysis.DataFrameColumn Min Aggregates data=this some=rowIndices
        Microsoft.Data.Analysis.DataFrameColumn Max Aggregates data=this some=rowIndices
        Microsoft.Data.Analysis.DataFrameColumn Sum Aggregates data=this some=rowIndices
        Microsoft.Data.Analysis.DataFrameColumn Product Aggregates data=this some=rowIndices
        Microsoft.Data.Analysis.DataFrameColumn Description Aggregates data=this
        Microsoft.Data.Analysis.DataFrameColumn Add MapsColumns data=this inPlace=inPlace
        Microsoft.Data.Analysis.DataFrameColumn Subtract MapsColumns data=this inPlace=inPlace
        Microsoft.Data.Analysis.DataFrameColumn Multiply MapsColumns data=this inPlace=inPlace
        Microsoft.Data.Analysis.DataFrameColumn Divide MapsColumns data=this inPlace=inPlace
        Microsoft.Data.Analysis.DataFrameColumn Modulo MapsColumns data=this inPlace=inPlace
        Microsoft.Data.Analysis.DataFrameColumn Clamp MapsColumns data=this inPlace=inPlace
        Microsoft.Data.Analysis.DataFrameColumn FillNulls MapsColumns data=this inPlace=inPlace
        Microsoft.Data.Analysis.DataFrameColumn Abs MapsColumns data=this inPlace=inPlace
        Microsoft.Data.Analysis.DataFrameColumn Round MapsColumns data=this inPlace=inPlace
        Microsoft.Data.Analysis.DataFrameColumn Clone Copies data=this
        Microsoft.Data.Analysis.DataFrameColumn Create CreatesCollection data=values
        Microsoft.Data.Analysis.PrimitiveDataFrameColumn`1 .ctor CreatesCollection data=values
        Microsoft.Data.Analysis.PrimitiveDataFrameColumn`1 Apply MapsRows data=this function=func inPlace=inPlace
        Microsoft.Data.Analysis.PrimitiveDataFrameColumn`1 ApplyElementwise MapsRows data=this function=func writes
        Microsoft.Data.Analysis.BooleanDataFrameColumn .ctor CreatesCollection data=values
        Microsoft.Data.Analysis.ByteDataFrameColumn .ctor CreatesCollection data=values
        Microsoft.Data.Analysis.CharDataFrameColumn .ctor CreatesCollection data=values
        Microsoft.Data.Analysis.DateTimeDataFrameColumn .ctor CreatesCollection data=values
        Microsoft.Data.Analysis.DecimalDataFrameColumn .ctor CreatesCollection data=values
        Microsoft.Data.Analysis.DoubleDataFrameColumn .ctor CreatesCollection data=values
        Microsoft.Data.Analysis.Int16DataFrameColumn .ctor CreatesCollection data=values
        Microsoft.Data.Analysis.Int32DataFrameColumn .ctor CreatesCollection data=values
        Microsoft.Data.Analysis.Int64DataFrameColumn .ctor CreatesCollection data=values
        Microsoft.Data.Analysis.SByteDataFrameColumn .ctor CreatesCollection data=values
        Microsoft.Data.Analysis.SingleDataFrameColumn .ctor CreatesCollection data=values
        Microsoft.Data.Analysis.StringDataFrameColumn .ctor CreatesCollection data=values
        Microsoft.Data.Analysis.UInt16DataFrameColumn .ctor CreatesCollection data=values
        Microsoft.Data.Analysis.UInt32DataFrameColumn .ctor CreatesCollection data=values
        Microsoft.Data.Analysis.UInt64DataFrameColumn .ctor CreatesCollection data=values

        Microsoft.Data.Analysis.DataFrameColumnCollection GetBooleanColumn Keeps data=this
        Microsoft.Data.Analysis.DataFrameColumnCollection GetByteColumn Keeps data=this
        Microsoft.Data.Analysis.DataFrameColumnCollection GetCharColumn Keeps data=this
        Microsoft.Data.Analysis.DataFrameColumnCollection GetDateTimeColumn Keeps data=this
        Microsoft.Data.Analysis.DataFrameColumnCollection GetDecimalColumn Keeps data=this
        Microsoft.Data.Analysis.DataFrameColumnCollection GetDoubleColumn Keeps data=this
        Microsoft.Data.Analysis.DataFrameColumnCollection GetInt16Column Keeps data=this
        Microsoft.Data.Analysis.DataFrameColumnCollection GetInt32Column Keeps data=this
        Microsoft.Data.Analysis.DataFrameColumnCollection GetInt64Column Keeps data=this
        Microsoft.Data.Analysis.DataFrameColumnCollection GetSByteColumn Keeps data=this
        Microsoft.Data.Analysis.DataFrameColumnCollection GetSingleColumn Keeps data=this
        Microsoft.Data.Analysis.DataFrameColumnCollection GetStringColumn Keeps data=this
        Microsoft.Data.Analysis.DataFrameColumnCollection GetUInt16Column Keeps data=this
        Microsoft.Data.Analysis.DataFrameColumnCollection GetUInt32Column Keeps data=this
        Microsoft.Data.Analysis.DataFrameColumnCollection GetUInt64Column Keeps data=this
        Microsoft.Data.Analysis.DataFrameColumnCollection GetPrimitiveColumn Keeps data=this

        Microsoft.Data.Analysis.GroupBy Mean Aggregates data=this
        Microsoft.Data.Analysis.GroupBy Min Aggregates data=this
        Microsoft.Data.Analysis.GroupBy Max Aggregates data=this
        Microsoft.Data.Analysis.GroupBy Sum Aggregates data=this
        Microsoft.Data.Analysis.GroupBy Product Aggregates data=this
        """;
}
