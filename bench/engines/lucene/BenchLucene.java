// Lucene, its default BM25, over the texts with its Korean analyser (nori), or over the same terms as
// the other engines ("spaced"). Frequencies without positions, nothing stored, one thread.
//
//   BenchLucene nori|spaced index TEXTS FOLDER    a passage a line
//   BenchLucene nori|spaced ask FOLDER QUESTIONS K
//
// Prints the same JSON lines as report.h. Indexing counts the time of the whole process, merging,
// compiling and collecting garbage included; a question counts that of its thread.
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.ko.KoreanAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;

public class BenchLucene {
  private static final String FIELD = "text";

  private static double processSeconds() {
    var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }

  private static long memory(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(name + ":")) return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }
    return 0;
  }

  private static Analyzer analyzer(String kind) {
    if (kind.equals("nori")) return new KoreanAnalyzer();
    return new Analyzer() {
      @Override
      protected TokenStreamComponents createComponents(String field) {
        Tokenizer tokenizer = new WhitespaceTokenizer();
        return new TokenStreamComponents(tokenizer);
      }
    };
  }

  private static void index(String kind, String texts, String folder) throws IOException {
    FieldType type = new FieldType();
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    type.freeze();
    double began = System.nanoTime() / 1e9;
    double cpuBegan = processSeconds();
    long passages = 0;
    IndexWriterConfig config = new IndexWriterConfig(analyzer(kind)).setRAMBufferSizeMB(256);
    try (var directory = FSDirectory.open(Path.of(folder));
        var writer = new IndexWriter(directory, config);
        var lines = Files.newBufferedReader(Path.of(texts))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Document document = new Document();
        document.add(new Field(FIELD, line, type));
        writer.addDocument(document);
        ++passages;
      }
      writer.commit();
    }
    double cpu = processSeconds() - cpuBegan;
    double seconds = System.nanoTime() / 1e9 - began;
    long bytes = 0;
    try (var files = Files.list(Path.of(folder))) {
      for (Path file : (Iterable<Path>) files::iterator) bytes += Files.size(file);
    }
    System.out.printf(
        Locale.ROOT,
        "{\"engine\":\"lucene-%s\",\"passages\":%d,\"seconds\":%.2f,\"cpu_seconds\":%.2f,"
            + "\"passages_per_cpu_second\":%.0f,\"index_bytes\":%d,\"peak_kib\":%d}%n",
        kind, passages, seconds, cpu, passages / cpu, bytes, memory("VmHWM"));
  }

  private static BooleanQuery query(Analyzer analyzer, String question) throws IOException {
    Set<String> terms = new LinkedHashSet<>();
    try (TokenStream tokens = analyzer.tokenStream(FIELD, question)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) terms.add(term.toString());
      tokens.end();
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (String term : terms) query.add(new TermQuery(new Term(FIELD, term)), BooleanClause.Occur.SHOULD);
    return query.build();
  }

  private static void ask(String kind, String folder, String questions, int k) throws IOException {
    Analyzer analyzer = analyzer(kind);
    List<String> lines = Files.readAllLines(Path.of(questions));
    var threads = ManagementFactory.getThreadMXBean();
    double[] times = new double[lines.size()];
    long hits = 0;
    try (var reader = DirectoryReader.open(FSDirectory.open(Path.of(folder)))) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null); // a question answered from memory would be no question
      // Four rounds: the compiler has seen everything before the one that counts.
      for (int round = 0; round < 4; ++round) {
        hits = 0;
        for (int i = 0; i < times.length; ++i) {
          long began = threads.getCurrentThreadCpuTime();
          hits += searcher.search(query(analyzer, lines.get(i)), k).scoreDocs.length;
          times[i] = (threads.getCurrentThreadCpuTime() - began) / 1e6;
        }
      }
    }
    Arrays.sort(times);
    System.out.printf(
        Locale.ROOT,
        "{\"engine\":\"lucene-%s\",\"questions\":%d,\"hits\":%d,\"p50_ms\":%.3f,\"p90_ms\":%.3f,"
            + "\"p99_ms\":%.3f,\"worst_ms\":%.3f,\"mean_ms\":%.3f,\"resident_kib\":%d}%n",
        kind, times.length, hits, at(times, 0.5), at(times, 0.9), at(times, 0.99), at(times, 1),
        Arrays.stream(times).average().orElse(0), memory("VmRSS"));
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) (share * (sorted.length - 1))];
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 4 && arguments[1].equals("index")) {
      index(arguments[0], arguments[2], arguments[3]);
    } else if (arguments.length == 5 && arguments[1].equals("ask")) {
      ask(arguments[0], arguments[2], arguments[3], Integer.parseInt(arguments[4]));
    } else {
      System.err.println("BenchLucene nori|spaced index TEXTS FOLDER | ask FOLDER QUESTIONS K");
      System.exit(2);
    }
  }
}
