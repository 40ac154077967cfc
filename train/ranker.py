#!/usr/bin/env python3
"""Learns the ranker (src/index/ranker.model) from judged questions.

    train/ranker.py --sillok build/sillok --parakqc DIR [--out src/index/ranker.model]

LambdaMART (Burges 2010): boosted regression trees over the features of src/index/features.h, each tree
fitted to the gradients of nDCG over pairs of passages of one question. Needs numpy. The same input
gives the same model, number by number.

Learned from train/ (written for this project) and from paraKQC (Cho et al., CC BY-SA 4.0),
whose folder in BEIR's layout is named by --parakqc. Every second question of paraKQC is left out of the
learning, and what the ranker reaches on those is printed.
"""
import argparse
import json
import os
import subprocess
import tempfile

import numpy as np

ROUNDS, DEPTH, RATE, BINS = 80, 3, 0.04, 48
LEAST_ROWS, SHRINK, SAMPLE = 40, 4.0, 0.7
# Where the trees begin: a sum that holds on every kind of text. The trees may only mend it.
WEIGHTS = {
    "score_share": 8.0, "similarity": 6.0, "senses_offered": 5.0, "senses_all": 3.0,
    "senses_sentence": 2.0, "sentence_alike": 2.0,
}
# More of it can only speak for a passage (+1), or against it (-1).
DIRECTIONS = {
    "score_share": 1, "score_reached": 1, "similarity": 1, "words_body": 1, "words_all": 1,
    "bigrams_body": 1, "words_sentence": 1, "words_pair": 1, "bigrams_sentence": 1, "in_order": 1,
    "numbers": 1, "rarest_held": 1, "missed_most": -1, "likewise_body": 1, "likewise_heading": 1,
    "senses_all": 1, "senses_sentence": 1, "senses_offered": 1, "sense_missed": -1,
    "similarity_short": -1, "alike_short": -1, "senses_short": -1, "sentence_short": -1,
    "offered_short": -1,
}


class Rows:
    """Passages with features, grouped by question."""

    def __init__(self, names, features, relevance, question):
        self.names, self.features = names, features
        self.relevance, self.question = relevance, question

    @staticmethod
    def read(path):
        names, features, relevance, question = None, [], [], []
        number, last = -1, None
        with open(path, encoding="utf-8") as file:
            for line in file:
                cells = line.rstrip("\n").split("\t")
                if names is None:
                    names = cells[2:]
                    continue
                if cells[0] != last:
                    number, last = number + 1, cells[0]
                question.append(number)
                relevance.append(int(cells[1]))
                features.append([float(cell) for cell in cells[2:]])
        return Rows(names, np.array(features, dtype=np.float32), np.array(relevance), np.array(question))

    def pick(self, keep):
        """Rows of the questions for which keep(number) holds."""
        return self.where(np.array([keep(number) for number in self.question]))

    def where(self, mask):
        return Rows(self.names, self.features[mask], self.relevance[mask], self.question[mask])

    def known(self):
        """Without the passages of which nobody said whether they answer (-1)."""
        return self.where(self.relevance >= 0)

    def informative(self):
        """Only questions with passages of both kinds."""
        right = np.bincount(self.question, weights=self.relevance > 0)
        share = right / np.maximum(1, np.bincount(self.question))
        return self.where(((share > 0) & (share < 1))[self.question])

    def without_vectors(self):
        """The same rows as a library without vectors gives them."""
        features = self.features.copy()
        for name in ("similarity", "similarity_short"):
            features[:, self.names.index(name)] = 0
        return Rows(self.names, features, self.relevance, self.question)

    @staticmethod
    def joined(parts):
        shift, questions = 0, []
        for part in parts:
            questions.append(part.question + shift)
            shift += int(part.question.max()) + 1
        return Rows(parts[0].names, np.concatenate([p.features for p in parts]),
                    np.concatenate([p.relevance for p in parts]), np.concatenate(questions))


def groups_of(question):
    order = np.argsort(question, kind="stable")
    borders = np.flatnonzero(np.diff(question[order])) + 1
    return np.split(order, borders)


def figures(rows, scores, k=10):
    """nDCG@k, share with a relevant passage first, among five: over what was retrieved."""
    gains, first, five = [], [], []
    for group in groups_of(rows.question):
        relevance = rows.relevance[group]
        if not (relevance > 0).any():
            gains.append(0.0), first.append(0.0), five.append(0.0)
            continue
        ranked = relevance[np.argsort(-scores[group], kind="stable")]
        discount = 1 / np.log2(np.arange(2, 2 + k))
        best = np.sort(relevance)[::-1][:k]
        gains.append((ranked[:k] * discount[:len(ranked[:k])]).sum() / (best * discount[:len(best)]).sum())
        first.append(float(ranked[0] > 0))
        five.append(float((ranked[:5] > 0).any()))
    return np.mean(gains), np.mean(first), np.mean(five)


class Pairs:
    """All pairs of a right and a wrong passage of one question."""

    def __init__(self, rows):
        good, bad, ideal = [], [], []
        first_of = np.empty(len(rows.relevance), dtype=np.int64)
        for group in groups_of(rows.question):
            first_of[group] = group[0]
            right, wrong = group[rows.relevance[group] > 0], group[rows.relevance[group] == 0]
            good.append(np.repeat(right, len(wrong)))
            bad.append(np.tile(wrong, len(right)))
            best = (1 / np.log2(np.arange(2, 2 + len(right)))).sum()
            ideal.append(np.full(len(right) * len(wrong), best))
        self.good, self.bad, self.ideal = map(np.concatenate, (good, bad, ideal))
        self.question, self.first_of = rows.question, first_of

    def gradients(self, scores):
        """First and second derivatives of the loss over pairs, weighed by what swapping them costs in nDCG."""
        rows = np.arange(len(scores))
        rank = np.empty(len(scores), dtype=np.int64)
        rank[np.lexsort((rows, -scores, self.question))] = rows
        discount = 1 / np.log2(2 + rank - self.first_of)
        cost = np.abs(discount[self.good] - discount[self.bad]) / self.ideal
        chance = 1 / (1 + np.exp(scores[self.good] - scores[self.bad]))
        pull, bend = cost * chance, cost * chance * (1 - chance)
        count = lambda at, weights: np.bincount(at, weights=weights, minlength=len(scores))
        return (count(self.good, pull) - count(self.bad, pull),
                count(self.good, bend) + count(self.bad, bend))


class Tree:
    """Splits level by level; nodes[i] = (feature, threshold, left, right) or (value,)."""

    def __init__(self, binned, edges, directions, first, second, rows):
        self.nodes = []
        self.binned, self.edges, self.directions = binned, edges, directions
        self.first, self.second = first, second
        self.grow(rows, 0, -np.inf, np.inf)

    def value(self, first, second):
        return first / (second + SHRINK)

    def grow(self, rows, depth, low, high):
        at = len(self.nodes)
        self.nodes.append(None)
        split = self.best_split(rows, low, high) if depth < DEPTH and len(rows) >= 2 * LEAST_ROWS else None
        if split is None:
            value = self.value(self.first[rows].sum(), self.second[rows].sum())
            self.nodes[at] = (float(np.clip(value, low, high)),)
            return at
        feature, bin_, left_value, right_value = split
        goes_left = self.binned[rows, feature] <= bin_
        middle = (left_value + right_value) / 2
        direction = self.directions[feature]
        left_high = middle if direction > 0 else high
        right_low = middle if direction > 0 else low
        left_low = middle if direction < 0 else low
        right_high = middle if direction < 0 else high
        left = self.grow(rows[goes_left], depth + 1, left_low, left_high)
        right = self.grow(rows[~goes_left], depth + 1, right_low, right_high)
        self.nodes[at] = (feature, float(self.edges[feature][bin_]), left, right)
        return at

    def histogram(self, rows, weights=None):
        """What the rows (or their weights) add up to at most at each bin; a line a feature."""
        features = self.binned.shape[1]
        places = (self.binned[rows] + BINS * np.arange(features)).ravel()
        repeated = None if weights is None else np.repeat(weights, features)
        sums = np.bincount(places, weights=repeated, minlength=features * BINS)
        return sums.reshape(features, BINS).cumsum(axis=1)

    def best_split(self, rows, low, high):
        first, second = self.first[rows], self.second[rows]
        total_first, total_second = first.sum(), second.sum()
        count = self.histogram(rows)
        left_first, left_second = self.histogram(rows, first), self.histogram(rows, second)
        right_first, right_second = total_first - left_first, total_second - left_second
        left, right = self.value(left_first, left_second), self.value(right_first, right_second)
        base = total_first ** 2 / (total_second + SHRINK)
        gain = left * left_first + right * right_first - base
        legal = (count >= LEAST_ROWS) & (count <= len(rows) - LEAST_ROWS)
        legal &= np.arange(BINS) < np.array([len(edges) for edges in self.edges])[:, None]
        directions = np.array(self.directions)[:, None]
        legal &= (directions == 0) | ((right - left) * directions >= 0)
        gain = np.where(legal, gain, 0)
        feature, at = divmod(int(gain.argmax()), BINS)
        if gain[feature, at] <= 1e-6:
            return None
        return (feature, at, np.clip(left[feature, at], low, high), np.clip(right[feature, at], low, high))

    def predict(self, features):
        out = np.zeros(len(features))
        stack = [(0, np.arange(len(features)))]
        while stack:
            at, rows = stack.pop()
            node = self.nodes[at]
            if len(node) == 1:
                out[rows] = node[0]
                continue
            feature, threshold, left, right = node
            goes_left = features[rows, feature] <= np.float32(threshold)
            stack += [(left, rows[goes_left]), (right, rows[~goes_left])]
        return out


def learn(rows):
    directions = [DIRECTIONS.get(name, 0) for name in rows.names]
    edges, binned = [], np.zeros(rows.features.shape, dtype=np.int64)
    for feature in range(rows.features.shape[1]):
        column = rows.features[:, feature]
        cuts = np.unique(np.quantile(column, np.linspace(0, 1, BINS + 1)[1:-1]).astype(np.float32))
        # As printed in the model: what is learned is what is read.
        cuts = np.unique(np.array([np.float32(f"{cut:.6g}") for cut in cuts], dtype=np.float32))
        edges.append(cuts)
        binned[:, feature] = np.searchsorted(cuts, column, side="left")
    groups, pairs = groups_of(rows.question), Pairs(rows)
    scores, trees = start(rows.names, rows.features), []
    random = np.random.RandomState(1)
    for _ in range(ROUNDS):
        first, second = pairs.gradients(scores)
        kept = random.rand(len(groups)) < SAMPLE
        sample = np.concatenate([group for group, keep in zip(groups, kept) if keep])
        tree = Tree(binned, edges, directions, first, second, np.sort(sample))
        tree.nodes = [(float(f"{n[0] * RATE:.6g}"),) if len(n) == 1 else n for n in tree.nodes]
        trees.append(tree)
        scores += tree.predict(rows.features)
    return trees


def start(names, features):
    return sum(weight * features[:, names.index(name)].astype(float) for name, weight in WEIGHTS.items())


def predict(trees, names, features):
    return start(names, features) + sum(tree.predict(features) for tree in trees)


def write(trees, names, path):
    with open(path, "w", encoding="utf-8") as out:
        out.write("# Made by train/ranker.py from train/ and paraKQC (Cho et al., CC BY-SA 4.0).\n")
        out.write("# '+': a feature's weight as it is. Else a line a tree; a leaf is its value, a fork (feature threshold if-at-most if-above).\n")
        for name, weight in WEIGHTS.items():
            out.write(f"+ {name} {weight:g}\n")

        def spell(tree, at):
            node = tree.nodes[at]
            if len(node) == 1:
                return f"{node[0]:.6g}"
            feature, threshold, left, right = node
            return f"({names[feature]} {threshold:.6g} {spell(tree, left)} {spell(tree, right)})"
        for tree in trees:
            out.write(spell(tree, 0) + "\n")


def rows_from(sillok, folder, parakqc):
    """Runs the program over the question sets, as it will be asked."""
    def run(*arguments):
        subprocess.run([sillok, *arguments], check=True, stdout=subprocess.DEVNULL)
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    found = {}
    documents = os.path.join(root, "train", "documents")
    # What stands in examples/ is only measured: the tests hold the program to it. train/ is asked twice:
    # alone, too small for an embedder to be learned from it, and among paraKQC's utterances, with vectors.
    sets = {
        "train": ("train", [documents]),
        "train with vectors": ("train", [documents, os.path.join(parakqc, "corpus.jsonl")]),
        "examples": ("examples", [os.path.join(root, "examples", "documents")]),
    }
    for name, (questions, added) in sets.items():
        library = os.path.join(folder, name)
        run("--library", library, "add", *added)
        run("--library", library, "index", "rebuild")
        target = os.path.join(folder, f"{name}.tsv")
        run("--library", library, "eval", "answers", os.path.join(root, questions, "questions.jsonl"),
            "--rows", target)
        found[name] = Rows.read(target)
    target = os.path.join(folder, "parakqc.tsv")
    run("eval", "retrieval", parakqc, "--rows", target)
    found["parakqc"] = Rows.read(target)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sillok", default="build/sillok")
    parser.add_argument("--parakqc", required=True)
    parser.add_argument("--out", default="src/index/ranker.model")
    parser.add_argument("--also", nargs="*", default=[], help="more rows, only measured")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = rows_from(options.sillok, folder, options.parakqc)
    odd = found["parakqc"].pick(lambda number: number % 2 == 1)
    found["parakqc"] = found["parakqc"].pick(lambda number: number % 2 == 0)
    parts = [found[name].known().informative()
             for name in ("train", "train with vectors", "parakqc")]
    parts.append(parts[-1].without_vectors())
    trees = learn(Rows.joined(parts))
    write(trees, parts[0].names, options.out)
    measured = {**found, "parakqc left out": odd}
    measured.update({os.path.basename(path): Rows.read(path) for path in options.also})
    measured = {name: rows.known() for name, rows in measured.items()}
    print(f"{'':24} before: nDCG@10 first  five   after: nDCG@10 first  five")
    for name, rows in measured.items():
        before = figures(rows, rows.features[:, rows.names.index("score_share")])
        after = figures(rows, predict(trees, rows.names, rows.features))
        print(f"{name:24}         {before[0]:.3f}  {before[1]:.3f}  {before[2]:.3f}         "
              f"{after[0]:.3f}  {after[1]:.3f}  {after[2]:.3f}")
    print(json.dumps({"trees": len(trees), "rows": sum(len(p.relevance) for p in parts)}))


if __name__ == "__main__":
    main()
