// Every buffer of a problem of measured tables, and where its solver stands.

import { MOST_SEARCHED } from "./codes";
import { Certificate } from "./tables/certificate";
import { Chains } from "./tables/chains";
import { Prove } from "./tables/exact/prove";
import { Input, Outcome } from "./tables/input";
import { Options } from "./tables/options";
import { Prices } from "./tables/prices";
import { Improve } from "./tables/search/standing";
import { Weights } from "./tables/search/weigh";
import { Single } from "./tables/single";
import { Starts } from "./tables/starts";

export class Measured {
  input: Input;
  answer: Outcome;
  options: Options;
  prices: Prices;
  certificate: Certificate;
  chains: Chains;
  starts: Starts;
  single: Single;
  weights: Weights;
  improve: Improve;
  prove: Prove;
  tasks: i32 = 0; // n of the problem at work
  machines: i32 = 0; // m
  method: i32 = 0;
  stage: i32 = 0;
  isTables: bool = false; // whether the last answer is one of tables
  provenBy: i32 = 0; // what proves its bound, a code
  offset: f64 = 0; // sum of weight * base
  effort: f64 = 0; // work so far, besides that of the search
  machine: i32 = 0; // the one at work: it is packed, or solved exactly in the best start
  pause: f64 = 0; // work at which the search makes way for the proof, or the proof for the search
  proofs: i32 = 0; // how often it did
  provenFor: f64 = 0; // the best value by the last time

  constructor(
    n: i32,
    m: i32,
    types: i32,
    models: i32,
    tables: i32,
    points: i32,
    pairs: i32,
    options: i32,
    steps: i32,
    latencies: i32,
  ) {
    const searched = min(n, MOST_SEARCHED);
    const offered = new Options(n, m, tables, points, pairs, options);
    const prices = new Prices(m, pairs);
    const chains = new Chains(n, m);
    const single = new Single(n, steps);
    const weights = new Weights(searched, m, offered, prices, chains);
    const input = new Input(n, m, types, models, tables, points, latencies);
    this.input = input;
    this.answer = new Outcome(n, m, pairs);
    this.options = offered;
    this.prices = prices;
    this.certificate = new Certificate(pairs);
    this.chains = chains;
    this.starts = new Starts(n);
    this.single = single;
    this.weights = weights;
    this.improve = new Improve(n, m, input, weights, single);
    this.prove = new Prove(searched, m);
  }
}
