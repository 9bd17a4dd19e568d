// Prints a job and its program with all that hangs on it, as the web app's own queries return them: read.mjs JOB
import { connect } from "./connection.mjs"

const prisma = connect()
const job = await prisma.aIJob.findUniqueOrThrow({
  where: { id: process.argv[2] },
  include: { attempts: true, steps: true },
})
const program = await prisma.program.findUniqueOrThrow({
  where: { id: job.programId },
  include: {
    weeks: {
      orderBy: { weekNumber: "asc" },
      include: {
        workouts: {
          orderBy: { dayNumber: "asc" },
          include: {
            exercises: {
              orderBy: { order: "asc" },
              include: { exerciseDefinition: true, prescribedSets: { orderBy: { setNumber: "asc" } } },
            },
          },
        },
      },
    },
  },
})
const calls = await prisma.aIModelCall.findMany({ where: { jobId: job.id } })
const document = await prisma.aIProgram.findUniqueOrThrow({ where: { programId: program.id } })
console.log(JSON.stringify({ job, program, calls, document }))
await prisma.$disconnect()
