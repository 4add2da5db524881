/** What the compiler must refuse, and what it must know: checked by `tsc`, never run. */

import { Cutdown, type JobView } from "@cutdown/sdk";

const cutdown = new Cutdown({ url: "", token: "" });

export async function accepted(): Promise<void> {
  const job: JobView = (await cutdown.post("/v1/jobs", { body: { video_id: "v", spec: { style: "neon" } } })).data;
  await cutdown.get("/v1/jobs");
  await cutdown.get("/v1/jobs", { query: { status: "running", limit: 5 } });
  await cutdown.delete("/v1/projects/{project_id}", { path: { project_id: "p" }, ifMatch: 3 });
  const nothing: undefined = (await cutdown.post("/v1/auth/logout")).data;
  const zip: Blob = (await cutdown.get("/v1/clips/{clip_id}/timeline", { path: { clip_id: "c" } })).data;
  for await (const one of cutdown.list("/v1/jobs")) one.status satisfies JobView["status"];
  await cutdown.edit("/v1/clips/{clip_id}", { path: { clip_id: "c" } }, (clip) => ({ title: clip.plan.title }));
  void [job, nothing, zip];
}

export async function refused(): Promise<void> {
  // @ts-expect-error there is no such path
  await cutdown.get("/v1/job");
  // @ts-expect-error there is no such method there
  await cutdown.delete("/v1/jobs/{job_id}", { path: { job_id: "j" } });
  // @ts-expect-error the path needs its parameter
  await cutdown.get("/v1/jobs/{job_id}");
  // @ts-expect-error the body is required
  await cutdown.post("/v1/jobs");
  // @ts-expect-error no such style
  await cutdown.post("/v1/jobs", { body: { video_id: "v", spec: { style: "ugly" } } });
  // @ts-expect-error no such filter
  await cutdown.get("/v1/jobs", { query: { state: "running" } });
  // @ts-expect-error this answers with one thing
  for await (const _ of cutdown.list("/v1/auth/me"));
  // @ts-expect-error jobs are not edited
  await cutdown.edit("/v1/jobs/{job_id}", { path: { job_id: "j" } }, () => ({}));
}
