package io.dianzan.catalogue;

/** What of one work can be searched, folded once. */
record SearchText(String title, String author, String number, String value) {
    static SearchText of(Work work) {
        return new SearchText(
                Folding.fold(work.title()),
                Folding.fold(work.author()),
                Folding.fold(work.number()),
                WorkNumber.valueOf(work.number()));
    }

    boolean matches(Words words) {
        for (var word : words.all()) {
            if (!matches(word)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the word is this work's number, and not only a part of it. */
    boolean isNumberedBy(Words.Word word) {
        return word.text().equals(number)
                || (word.value() != null && word.value().equals(value));
    }

    /** A word that is a number means one work: 17 is not looked for within 1017, but may stand in a title. */
    private boolean matches(Words.Word word) {
        return title.contains(word.text())
                || author.contains(word.text())
                || isNumberedBy(word)
                || (word.value() == null && number.contains(word.text()));
    }
}
