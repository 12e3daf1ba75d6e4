namespace MlReview.Analyzers.Libraries;

/// <summary>In-memory sequences as row sources: <c>System.Linq</c> and the collections that hold rows.</summary>
/// <remarks>
/// Words: <c>holds</c> = keeps elements while it takes the next one; <c>distinct</c> = no element twice; <c>picks</c> = gives the element with the
/// greatest or least key; <c>unseedable</c>, <c>random</c> = draws;
/// <c>backward</c> = gives an order that is not known to go forward; <c>last</c> = takes the last row.
/// </remarks>
internal static class Sequences
{
    public const string Table = """
        System.Linq.Enumerable AsEnumerable Keeps data=source
        System.Linq.Enumerable Cast Keeps data=source
        System.Linq.Enumerable OfType FiltersRows data=source
        System.Linq.Enumerable ToList Materializes data=source holds
        System.Linq.Enumerable ToArray Materializes data=source holds
        System.Linq.Enumerable ToHashSet Materializes data=source holds
        System.Linq.Enumerable Take TakesRows data=source count=count
        System.Linq.Enumerable Skip SkipsRows data=source count=count
        System.Linq.Enumerable TakeLast TakesLastRows data=source count=count holds
        System.Linq.Enumerable SkipLast SkipsLastRows data=source count=count holds
        System.Linq.Enumerable Where FiltersRows data=source function=predicate
        System.Linq.Enumerable TakeWhile FiltersRows data=source function=predicate
        System.Linq.Enumerable SkipWhile FiltersRows data=source function=predicate
        System.Linq.Enumerable Distinct FiltersRows data=source distinct
        System.Linq.Enumerable DistinctBy FiltersRows data=source function=keySelector distinct
        System.Linq.Enumerable Except FiltersRows data=first
        System.Linq.Enumerable ExceptBy FiltersRows data=first
        System.Linq.Enumerable Intersect FiltersRows data=first
        System.Linq.Enumerable OrderBy Orders data=source function=keySelector holds
        System.Linq.Enumerable OrderByDescending Orders data=source function=keySelector backward holds
        System.Linq.Enumerable ThenBy Orders data=source function=keySelector holds
        System.Linq.Enumerable ThenByDescending Orders data=source function=keySelector backward holds
        System.Linq.Enumerable Order Orders data=source holds
        System.Linq.Enumerable Reverse Orders data=source backward holds
        System.Linq.Enumerable Shuffle Shuffles data=source unseedable holds
        System.Linq.Enumerable Concat Joins data=first other=second
        System.Linq.Enumerable Union Joins data=first other=second distinct
        System.Linq.Enumerable Append Joins data=source
        System.Linq.Enumerable Prepend Joins data=source
        System.Linq.Enumerable Repeat Repeats data=element
        System.Linq.Enumerable Select MapsRows data=source function=selector
        System.Linq.Enumerable Zip Zips data=first other=second function=resultSelector
        System.Linq.Enumerable SelectMany ExpandsRows data=source function=selector
        System.Linq.Enumerable First TakesElement data=source
        System.Linq.Enumerable FirstOrDefault TakesElement data=source
        System.Linq.Enumerable Last TakesElement data=source last
        System.Linq.Enumerable LastOrDefault TakesElement data=source last
        System.Linq.Enumerable Single TakesElement data=source
        System.Linq.Enumerable SingleOrDefault TakesElement data=source
        System.Linq.Enumerable ElementAt TakesElement data=source index=index
        System.Linq.Enumerable Average Aggregates data=source function=selector
        System.Linq.Enumerable Sum Aggregates data=source function=selector
        System.Linq.Enumerable Min Aggregates data=source function=selector
        System.Linq.Enumerable Max Aggregates data=source function=selector
        System.Linq.Enumerable MinBy Aggregates data=source function=keySelector picks holds
        System.Linq.Enumerable MaxBy Aggregates data=source function=keySelector picks holds
        System.Linq.Enumerable Aggregate Aggregates data=source function=func
        System.Linq.Enumerable GroupBy Groups data=source function=keySelector
        System.Linq.Enumerable ToLookup Groups data=source function=keySelector
        System.Linq.Enumerable ToDictionary Groups data=source function=elementSelector holds
        System.Linq.Enumerable Count Counts data=source
        System.Linq.Enumerable LongCount Counts data=source
        System.Linq.Enumerable Any Counts data=source
        System.Linq.Enumerable All Counts data=source

        System.Linq.ParallelEnumerable AsParallel Keeps data=source
        System.Linq.ParallelEnumerable AsOrdered Keeps data=source
        System.Linq.ParallelEnumerable AsSequential Keeps data=source
        System.Linq.ParallelEnumerable AsEnumerable Keeps data=source
        System.Linq.ParallelEnumerable ToList Materializes data=source
        System.Linq.ParallelEnumerable ToArray Materializes data=source
        System.Linq.ParallelEnumerable Where FiltersRows data=source function=predicate
        System.Linq.ParallelEnumerable Select MapsRows data=source function=selector
        System.Linq.ParallelEnumerable Average Aggregates data=source function=selector
        System.Linq.ParallelEnumerable Sum Aggregates data=source function=selector
        System.Linq.ParallelEnumerable Min Aggregates data=source function=selector
        System.Linq.ParallelEnumerable Max Aggregates data=source function=selector
        System.Linq.ParallelEnumerable Count Counts data=source

        System.Linq.Queryable AsQueryable Keeps data=source
        System.Linq.Queryable Where FiltersRows data=source function=predicate
        System.Linq.Queryable Select MapsRows data=source function=selector
        System.Linq.Queryable OrderBy Orders data=source function=keySelector
        System.Linq.Queryable OrderByDescending Orders data=source function=keySelector backward
        System.Linq.Queryable ThenBy Orders data=source function=keySelector
        System.Linq.Queryable ThenByDescending Orders data=source function=keySelector backward
        System.Linq.Queryable Take TakesRows data=source count=count
        System.Linq.Queryable Skip SkipsRows data=source count=count

        System.Collections.Generic.List`1 .ctor CreatesCollection data=collection
        System.Collections.Generic.HashSet`1 .ctor CreatesCollection data=collection
        System.Collections.Generic.Dictionary`2 .ctor CreatesCollection data=dictionary
        System.Collections.ObjectModel.ObservableCollection`1 .ctor CreatesCollection data=collection
        System.Collections.Generic.Queue`1 .ctor CreatesCollection data=collection
        System.Collections.Generic.Stack`1 .ctor CreatesCollection data=collection
        System.Collections.Generic.Queue`1 Enqueue AddsRows element=item
        System.Collections.Generic.Stack`1 Push AddsRows element=item
        System.Collections.Concurrent.ConcurrentBag`1 Add AddsRows element=item
        System.Collections.Generic.List`1 Add AddsRows element=item
        System.Collections.Generic.HashSet`1 Add AddsRows element=item
        System.Collections.Generic.Dictionary`2 Add AddsRows element=value
        System.Collections.Generic.List`1 AddRange AddsRows data=collection
        System.Collections.Generic.List`1 Insert AddsRows element=item
        System.Collections.Generic.List`1 InsertRange AddsRows data=collection
        System.Collections.Generic.List`1 Clear Empties data=this
        System.Collections.Generic.List`1 GetRange TakesRange data=this from=index count=count
        System.Collections.Immutable.ImmutableArray ToImmutableArray Materializes data=items holds
        System.Collections.Immutable.ImmutableList ToImmutableList Materializes data=source holds
        System.Collections.Generic.List`1 ToArray Materializes data=this
        System.Collections.Generic.List`1 AsReadOnly Keeps data=this
        System.Collections.Generic.List`1 Sort ReordersInPlace data=this
        System.Collections.Generic.List`1 Reverse ReordersInPlace data=this
        System.Collections.Generic.List`1 ForEach MapsRows data=this function=action
        System.Array ForEach MapsRows data=array function=action
        System.Array ConvertAll MapsRows data=array function=converter
        System.Collections.Generic.List`1 ConvertAll MapsRows data=this function=converter
        System.Collections.Generic.List`1 FindAll FiltersRows data=this function=match
        System.Random Shuffle ReordersInPlace data=values random
        """;
}
