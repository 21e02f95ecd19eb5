// What is seen, and what each control does.

export function Notes() {
  return (
    <details class="card race-notes" open>
      <summary>What is seen here</summary>
      <div class="race-text">
        <p>
          Requests arrive at random; each needs an answer before its deadline. A machine runs one
          request at a time, and a run that has begun is not interrupted. Larger sizes take longer
          and are more accurate. Two policies decide on the same requests:
        </p>
        <ul>
          <li>
            <b>Dispatcher</b>: <code>createDispatcher</code> of <code>dsct/online</code>. It shares
            time among all that wait, and keeps some for requests that may still come.
          </li>
          <li>
            <b>EDF largest that fits</b>: the request with the earliest deadline gets the largest
            size that fits its deadline. It learns the same margin for run times that vary.
          </li>
        </ul>
        <p>
          The <b>release price</b> is the accuracy that one more second of a machine is expected to
          be worth. It is 0 when nobody waits. A larger size has to be worth more than its time
          costs at this price.
        </p>
        <h3>Controls</h3>
        <ul>
          <li>
            <b>Load</b>: the machine time that all requests need at their largest size, over the
            time there is. Above 1 not all can have it. <b>Burstiness</b>: standard deviation over
            mean of the times between arrivals; 1 is Poisson. <b>Deadline</b>: how long after its
            arrival a request needs its answer, at most.
          </li>
          <li>
            <b>Jitter</b>: how much run times differ from the plan, by the standard deviation of the
            logarithm of their ratio. Both policies then plan with a margin, and some runs are late.
          </li>
          <li>
            These four apply to requests that come from now on. Other machines or another seed begin
            anew. The same seed and controls give the same requests.
          </li>
        </ul>
        <h3>Where the simple rule is better</h3>
        <p>
          At a low load both decide alike, and the rule is simpler. On the paper's curves it serves
          nearly every request a little, while the dispatcher drops some as outbid to give the
          others more. After a burst, the time that the dispatcher kept for more requests is lost.
        </p>
      </div>
    </details>
  );
}
