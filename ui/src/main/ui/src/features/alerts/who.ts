export * from "../../components/alerts/who";
