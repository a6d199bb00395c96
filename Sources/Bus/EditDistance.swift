/// How many characters have to be inserted, deleted or replaced to turn one text into the other
/// (Levenshtein).
///
/// For "did you mean"; the texts are short.
package func editDistance(_ first: String, _ second: String) -> Int {
    let (first, second) = (Array(first), Array(second))
    var row = Array(0...second.count)
    for (i, a) in first.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, b) in second.enumerated() {
            let cost = min(row[j] + 1, row[j + 1] + 1, diagonal + (a == b ? 0 : 1))
            (diagonal, row[j + 1]) = (row[j + 1], cost)
        }
    }
    return row[second.count]
}
