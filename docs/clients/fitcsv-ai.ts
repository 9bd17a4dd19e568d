/**
 * FitCSV AI service, from TypeScript. No dependency: `fetch` of a browser, of Next.js, or of Node 18 and later.
 * Copy this file into your project. Types follow the service's OpenAPI description at /openapi.json.
 */

export type Goal = "strength" | "hypertrophy" | "powerlifting";
export type Experience = "beginner" | "intermediate" | "advanced";
export type Status = "queued" | "processing" | "completed" | "failed" | "cancelled";
export type ExportFormat = "csv" | "xlsx" | "json" | "html" | "ics";

export interface Limitation {
  area: string;
  severity: string;
}

/** What a program is asked for with. The service refuses fields it does not know. */
export interface ProgramRequest {
  goal: Goal;
  frequency: number;
  experience: Experience;
  /** Empty means bodyweight only. */
  equipment: string[];
  weeks?: number;
  sessionMinutes?: number;
  limitations?: Limitation[];
  focusMuscles?: string[];
  oneRepMaxes?: Partial<Record<"squat" | "bench" | "deadlift" | "press", number>>;
  units?: "kg" | "lbs";
  days?: number[];
  notes?: string;
  priority?: "low" | "normal" | "high";
}

export interface Job {
  id: string;
  type: string;
  status: Status;
  progress: { stage: string; percent: number; message: string };
  attempt: number;
  params: Record<string, unknown>;
  result: Record<string, unknown> | null;
  error: { code: string; message: string } | null;
  model: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  /** USD; null when unknown. */
  cost: number | null;
  createdAt: string;
  startedAt: string | null;
  completedAt: string | null;
  /** Milliseconds. */
  duration: number | null;
  warnings: string[];
}

export interface FieldError {
  field: string;
  value: string;
  message: string;
}

/** An answer that says no (RFC 9457). `code` is stable; `retryAfter` is in seconds. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: FieldError[];
  readonly retryAfter: number | null;

  constructor(status: number, problem: Record<string, unknown>, retryAfter: number | null) {
    super(String(problem["detail"] ?? problem["title"] ?? `HTTP ${status}`));
    this.name = "Refused";
    this.status = status;
    this.code = String(problem["code"] ?? "unknown");
    this.errors = (problem["errors"] as FieldError[] | undefined) ?? [];
    this.retryAfter = retryAfter;
  }
}

export interface Options {
  /** Sent with every request: `{ authorization: "Bearer …" }`, or `x-user-id` from your backend. Asked for each time. */
  headers?: () => Record<string, string> | Promise<Record<string, string>>;
  fetch?: typeof fetch;
}

const ENDED: ReadonlySet<string> = new Set(["completed", "failed", "cancelled"]);

export class FitcsvAi {
  private readonly url: string;
  private readonly options: Options;

  constructor(url: string, options: Options = {}) {
    this.url = url.replace(/\/+$/, "");
    this.options = options;
  }

  /** Asks for a program and returns the job's id. The same key and body return the same job, however often they are sent. */
  async generateProgram(request: ProgramRequest, idempotencyKey?: string): Promise<string> {
    return this.create("/api/ai/generate-program", request, idempotencyKey);
  }

  /** Asks for a workout to be fitted to the day. */
  async adaptWorkout(request: { workoutId: string } & Record<string, unknown>, idempotencyKey?: string): Promise<string> {
    return this.create("/api/ai/adapt-workout", request, idempotencyKey);
  }

  /** Asks for exercises that can stand in for another one. */
  async substituteExercise(request: Record<string, unknown>, idempotencyKey?: string): Promise<string> {
    return this.create("/api/ai/substitute-exercise", request, idempotencyKey);
  }

  /** Asks for a new program that differs from an old one as a sentence says: "make it three days". */
  async reviseProgram(programId: string, sentence: string): Promise<string> {
    return this.create(`/api/programs/${encodeURIComponent(programId)}/revise`, { sentence });
  }

  async job(id: string): Promise<Job> {
    return (await this.send("GET", `/api/ai/jobs/${encodeURIComponent(id)}`)).json() as Promise<Job>;
  }

  /** One page, newest first. */
  async jobs(
    filter: { status?: Status; type?: string; limit?: number; cursor?: string } = {},
  ): Promise<{ jobs: Job[]; nextCursor: string | null }> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, String(value));
    const answer = await this.send("GET", `/api/ai/jobs?${query}`);
    return answer.json() as Promise<{ jobs: Job[]; nextCursor: string | null }>;
  }

  /** True when it is cancelled now, false when its worker has yet to notice. Throws `Refused` (409) when it had ended. */
  async cancel(id: string): Promise<boolean> {
    return (await this.send("POST", `/api/ai/jobs/${encodeURIComponent(id)}/cancel`)).status === 200;
  }

  async program(id: string): Promise<Record<string, unknown>> {
    const answer = await this.send("GET", `/api/programs/${encodeURIComponent(id)}`);
    return answer.json() as Promise<Record<string, unknown>>;
  }

  async exportProgram(id: string, format: ExportFormat): Promise<Uint8Array> {
    const answer = await this.send("GET", `/api/programs/${encodeURIComponent(id)}/export.${format}`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  /**
   * The job each time it changes, the last time when it has ended. A stream that breaks is taken up again where it was;
   * where streams do not get through, the job itself is asked for as often as the service allows.
   */
  async *watch(id: string, signal?: AbortSignal): AsyncGenerator<Job> {
    let last = "";
    for (;;) {
      let isBroken = false;
      try {
        const headers = last === "" ? {} : { "last-event-id": last };
        const answer = await this.send("GET", `/api/ai/jobs/${encodeURIComponent(id)}/events`, { headers, signal });
        for await (const event of events(answer)) {
          last = event.id;
          const job = JSON.parse(event.data) as Job;
          yield job;
          if (ENDED.has(job.status)) return;
        }
      } catch (error) {
        if (signal?.aborted || (error instanceof Refused && error.status !== 429 && error.status < 500)) throw error;
        isBroken = true;
      }
      if (isBroken) {
        await pause(3000, signal);
        const job = await this.job(id);
        yield job;
        if (ENDED.has(job.status)) return;
      }
    }
  }

  /** Waits for the end of a job. */
  async finished(id: string, signal?: AbortSignal): Promise<Job> {
    for await (const job of this.watch(id, signal)) if (ENDED.has(job.status)) return job;
    throw new Error("the stream ended before the job did");
  }

  private async create(path: string, body: object, idempotencyKey?: string): Promise<string> {
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (idempotencyKey !== undefined) headers["idempotency-key"] = idempotencyKey;
    const answer = await this.send("POST", path, { headers, body: JSON.stringify(body) });
    return ((await answer.json()) as { jobId: string }).jobId;
  }

  private async send(
    method: string,
    path: string,
    init: { headers?: Record<string, string>; body?: string; signal?: AbortSignal } = {},
  ): Promise<Response> {
    const headers = { ...(await this.options.headers?.()), ...init.headers };
    const call = this.options.fetch ?? fetch;
    const answer = await call(this.url + path, { ...init, method, headers });
    if (answer.ok) return answer;
    const problem = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
    const wait = Number(answer.headers.get("retry-after"));
    throw new Refused(answer.status, problem, Number.isFinite(wait) && wait > 0 ? wait : null);
  }
}

async function* events(answer: Response): AsyncGenerator<{ id: string; data: string }> {
  if (answer.body === null) return;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += value;
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        const fields = new Map(
          text
            .slice(0, end)
            .split("\n")
            .filter((line) => !line.startsWith(":"))
            .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trimStart()] as const),
        );
        text = text.slice(end + 2);
        const data = fields.get("data");
        if (data !== undefined) yield { id: fields.get("id") ?? "", data };
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}
