//! Tantivy over the same terms, ranked by its BM25; frequencies without positions, nothing stored.
//!
//!   bench_tantivy index TOKENS FOLDER
//!   bench_tantivy ask FOLDER TOKENS K
//!
//! One thread indexes (Tantivy merges on others, whose time counts too), one answers. Prints the same
//! JSON lines as report.h.
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Instant;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{Index, IndexWriter, TantivyDocument, Term};

const MEMORY: usize = 256 << 20;

fn cpu() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

fn memory(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or("").to_string();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).unwrap_or(0)
}

fn register(index: &Index) {
    index.tokenizers().register("spaced", TextAnalyzer::from(WhitespaceTokenizer::default()));
}

fn index_tokens(tokens: &str, folder: &str) -> tantivy::Result<()> {
    let mut schema = Schema::builder();
    let indexing =
        TextFieldIndexing::default().set_tokenizer("spaced").set_index_option(IndexRecordOption::WithFreqs);
    let terms = schema.add_text_field("terms", TextOptions::default().set_indexing_options(indexing));
    fs::create_dir_all(folder)?;
    let index = Index::create_in_dir(folder, schema.build())?;
    register(&index);
    let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
    let (began, cpu_began) = (Instant::now(), cpu());
    let mut passages = 0;
    for line in BufReader::new(File::open(tokens)?).lines() {
        let mut document = TantivyDocument::default();
        document.add_text(terms, line?);
        writer.add_document(document)?;
        passages += 1;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    let (seconds, used) = (began.elapsed().as_secs_f64(), cpu() - cpu_began);
    let bytes: u64 = fs::read_dir(Path::new(folder))?.flatten().flat_map(|e| e.metadata()).map(|m| m.len()).sum();
    println!(
        "{{\"engine\":\"tantivy\",\"passages\":{passages},\"seconds\":{seconds:.2},\"cpu_seconds\":{used:.2},\
         \"passages_per_cpu_second\":{:.0},\"index_bytes\":{bytes},\"peak_kib\":{}}}",
        passages as f64 / used,
        memory("VmHWM:")
    );
    Ok(())
}

fn ask(folder: &str, questions: &str, k: usize) -> tantivy::Result<()> {
    let index = Index::open_in_dir(folder)?;
    register(&index);
    let terms = index.schema().get_field("terms")?;
    let searcher = index.reader()?.searcher();
    let lines: Vec<String> = BufReader::new(File::open(questions)?).lines().collect::<Result<_, _>>()?;
    let mut times = Vec::new();
    let mut hits = 0;
    for round in 0..2 {
        for line in &lines {
            let began = cpu();
            let distinct: BTreeSet<&str> = line.split_whitespace().collect();
            let parts = distinct.iter().map(|term| {
                let term = Term::from_field_text(terms, term);
                (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Box<dyn Query>)
            });
            let found = searcher.search(&BooleanQuery::new(parts.collect()), &TopDocs::with_limit(k).order_by_score())?;
            if round == 1 {
                times.push((cpu() - began) * 1000.0);
                hits += found.len();
            }
        }
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[(share * (times.len() - 1) as f64) as usize];
    println!(
        "{{\"engine\":\"tantivy\",\"questions\":{},\"hits\":{hits},\"p50_ms\":{:.3},\"p90_ms\":{:.3},\
         \"p99_ms\":{:.3},\"worst_ms\":{:.3},\"mean_ms\":{:.3},\"resident_kib\":{}}}",
        times.len(),
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0),
        times.iter().sum::<f64>() / times.len() as f64,
        memory("VmRSS:")
    );
    Ok(())
}

fn main() -> tantivy::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[1..] {
        ["index", tokens, folder] => index_tokens(tokens, folder),
        ["ask", folder, questions, k] => ask(folder, questions, k.parse().unwrap_or(10)),
        _ => {
            eprintln!("bench_tantivy index TOKENS FOLDER | ask FOLDER TOKENS K");
            std::process::exit(2);
        }
    }
}
