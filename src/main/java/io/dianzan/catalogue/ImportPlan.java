package io.dianzan.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * What a file of works would do to a campaign: {@code catalogue} is the version of the works that it was held against.
 * Works that the file does not name are {@code missing} from it and stay; those that are {@code withdrawn} stay so. With
 * bad rows it would do nothing.
 */
public record ImportPlan(
        int catalogue,
        List<Added> added,
        List<Changed> changed,
        int unchanged,
        List<Added> missing,
        List<Added> withdrawn,
        List<BadRow> bad) {
    private static final List<Field> FIELDS = List.of(
            new Field(WorkColumn.TITLE, NewWork::title, Work::title),
            new Field(WorkColumn.AUTHOR, NewWork::author, Work::author),
            new Field(WorkColumn.CATEGORY, NewWork::category, Work::category),
            new Field(WorkColumn.SUMMARY, NewWork::summary, Work::summary),
            new Field(WorkColumn.LINK, NewWork::link, Work::link),
            new Field(WorkColumn.COVER, NewWork::cover, Work::cover),
            new Field(WorkColumn.MEDIA, NewWork::media, Work::media));

    /** A work by what people call it. */
    public record Added(String number, String title) {}

    /** A work that is there already, and what becomes of its fields. */
    public record Changed(String number, String title, List<FieldChange> fields) {}

    /** A column of the file; {@code before} and {@code after} are null where the field is empty. */
    public record FieldChange(String column, String before, String after) {}

    private record Field(WorkColumn column, Function<NewWork, String> given, Function<Work, String> held) {}

    /** Holds a file against the works of a campaign. */
    static ImportPlan of(ImportSheet sheet, Works works) {
        var bad = sheet.bad().isEmpty() ? CatalogueImport.clashesOf(sheet.rows(), works.numbers()) : sheet.bad();
        if (!bad.isEmpty()) {
            return new ImportPlan(works.version(), List.of(), List.of(), 0, List.of(), List.of(), List.copyOf(bad));
        }
        var added = new ArrayList<Added>();
        var changed = new ArrayList<Changed>();
        var withdrawn = new ArrayList<Added>();
        var missing = works.numbers();
        for (var row : sheet.rows()) {
            var given = row.work();
            var name = new Added(given.number(), given.title());
            if (!missing.remove(given.number())) {
                added.add(name);
                continue;
            }
            var held = works.require(given.number());
            var fields = changes(sheet.columns(), given, held);
            if (!fields.isEmpty()) {
                changed.add(new Changed(given.number(), given.title(), fields));
            }
            if (!held.isListed()) {
                withdrawn.add(name);
            }
        }
        return new ImportPlan(
                works.version(),
                added,
                changed,
                sheet.rows().size() - added.size() - changed.size(),
                missing.stream()
                        .map(number -> new Added(number, works.require(number).title()))
                        .toList(),
                withdrawn,
                List.of());
    }

    private static List<FieldChange> changes(Set<WorkColumn> columns, NewWork given, Work held) {
        return FIELDS.stream()
                .filter(field -> columns.contains(field.column()))
                .filter(field ->
                        !Objects.equals(field.given().apply(given), field.held().apply(held)))
                .map(field -> new FieldChange(
                        field.column().title(),
                        field.held().apply(held),
                        field.given().apply(given)))
                .toList();
    }

    public boolean isRefused() {
        return !bad.isEmpty();
    }

    public boolean changesNothing() {
        return added.isEmpty() && changed.isEmpty();
    }
}
